import type { INode } from 'n8n-workflow';
import type * as Http from '../../nodes/CallCow/transport/http';
import type { FaultInput } from '../../simulator/plan/faults';
import { startSimulator, type Simulator } from '../../simulator/server';
import { startResultReceiver, type ResultReceiver } from '../support/result-receiver';
import { serverClock, sleep } from '../support/skipped-time';
import { runNode, type NodeRun, type NodeRunResult } from './engine';

/*
 * What is replaced, because real backoffs would take minutes: the client's clock and sleep, by a time
 * in which sleeping is skipped; and a second of patience with an answer is a quarter of one. Requests,
 * n8n's HTTP library, its engine and its Retry On Fail are the real ones.
 */
jest.mock('../../nodes/CallCow/transport/n8nVersions', () => ({
	...jest.requireActual<object>('../../nodes/CallCow/transport/n8nVersions'),
	sleep:
		jest.requireActual<typeof import('../support/skipped-time')>('../support/skipped-time').sleep,
}));
jest.mock('../../nodes/CallCow/transport/clock', () => {
	const { monotonicMs, realClock } =
		jest.requireActual<typeof import('../support/skipped-time')>('../support/skipped-time');
	return {
		...jest.requireActual<object>('../../nodes/CallCow/transport/clock'),
		monotonicMs,
		realClock,
	};
});
jest.mock('../../nodes/CallCow/transport/http', () => {
	const actual = jest.requireActual<typeof Http>('../../nodes/CallCow/transport/http');
	const createSend: typeof Http.createSend = (context, account) => {
		const send = actual.createSend(context, account);
		return async (request) => await send({ ...request, timeoutMs: request.timeoutMs / 4 });
	};
	return { ...actual, createSend };
});

const PEOPLE = [
	{ name: 'Sarah', phone: '+14155552671', masked: '+1415***2671' },
	{ name: 'Ann', phone: '+442079460958', masked: '+4420***0958' },
	{ name: 'Jan', phone: '+4930901820', masked: '+493***1820' },
] as const;
type Name = (typeof PEOPLE)[number]['name'];

const everybody: readonly Name[] = ['Sarah', 'Ann', 'Jan'];
const allButSarah: readonly Name[] = ['Ann', 'Jan'];

/** What has to come of a list: exactly these people phoned, each once, with so many requests. */
interface Expected {
	readonly phoned: readonly Name[];
	readonly requests: number;
	/** Items that are not confirmed; the first of them is told about. */
	readonly failed?: readonly number[];
	readonly message?: string;
	/** Whether the message leaves it open that the call was placed. */
	readonly inDoubt?: boolean;
	/** How far the list got, as told for the first of them. */
	readonly story?: string;
	/** What the hints say. */
	readonly hint?: RegExp;
}

interface Row {
	readonly fault: string;
	/** What goes wrong; for Sarah, the first in the list, unless it says otherwise. */
	readonly meets: FaultInput[];
	readonly options?: { maxRetries?: number; timeoutSeconds?: number };
	/** Somebody sets the machine's clock when the fault is met. */
	readonly clockJumpsMs?: number;
	readonly retryOff: Expected;
	/** With n8n's Retry On Fail, three tries. */
	readonly retryOn: Expected;
}

const settled = (requests: number, hint?: RegExp): Expected => ({
	phoned: everybody,
	requests,
	...(hint ? { hint } : {}),
});

const sarahFails = (
	phoned: readonly Name[],
	requests: number,
	message: string,
	inDoubt: boolean,
): Expected => ({
	phoned,
	requests,
	failed: [0],
	message,
	inDoubt,
	story: 'This was item 0 (+1415***2671). Placed in this run: 2 of 3 (items 1–2).',
});

const eitherWay = (expected: Expected) => ({ retryOff: expected, retryOn: expected });

const sarah = (fault: FaultInput): FaultInput => ({ ...fault, recipient: PEOPLE[0].phone });

const answer = (
	status: number,
	more: Partial<Extract<FaultInput, { kind: 'answer' }>> = {},
): FaultInput => ({ kind: 'answer', callMade: false, status, ...more });

const html = { 'content-type': 'text/html; charset=utf-8' };
const PAGE = '<!doctype html><html><body><h1>Bad gateway</h1></body></html>';
const EIGHT_MB = 8 * 1024 * 1024;
const FIFTY_MB = 50 * 1024 * 1024;
const HANGS: FaultInput = { kind: 'slow', delayMs: 3_600_000 };
const HOUR_MS = 3_600_000;
const ELSEWHERE = 'another host';
const IN_A_MINUTE = 'in a minute';

/** The faults whose answer leaves it open whether the call was placed, and whether it was. */
const DOUBTFUL: ReadonlyArray<{
	name: string;
	fault: FaultInput;
	isPlaced: boolean;
	said: string;
}> = [
	{
		name: 'the answer is lost after the call',
		fault: { kind: 'reset', callMade: true },
		isPlaced: true,
		said: 'CallCow did not answer',
	},
	{
		name: 'the connection is reset before the call',
		fault: { kind: 'reset', callMade: false },
		isPlaced: false,
		said: 'CallCow did not answer',
	},
	{
		name: '503 before the call',
		fault: answer(503, { body: { error: 'Busy' } }),
		isPlaced: false,
		said: 'CallCow answered with status 503',
	},
	{
		name: '500 after the call',
		fault: answer(500, { callMade: true }),
		isPlaced: true,
		said: 'CallCow answered with status 500',
	},
	{
		name: 'an HTML page with 502',
		fault: answer(502, { headers: html, body: PAGE }),
		isPlaced: false,
		said: 'CallCow answered with status 502',
	},
	{
		name: 'an HTML page with 200, no call',
		fault: answer(200, { headers: html, body: PAGE }),
		isPlaced: false,
		said: "CallCow's answer could not be read",
	},
	{
		name: 'an HTML page with 200 after the call',
		fault: answer(200, { callMade: true, headers: html, body: PAGE }),
		isPlaced: true,
		said: "CallCow's answer could not be read",
	},
	{
		name: 'malformed JSON after the call',
		fault: answer(200, { callMade: true, body: '{"success":true,"workflow_id":"b8f' }),
		isPlaced: true,
		said: "CallCow's answer could not be read",
	},
	{
		name: 'an empty answer after the call',
		fault: answer(200, { callMade: true }),
		isPlaced: true,
		said: "CallCow's answer could not be read",
	},
	{
		name: 'another JSON than expected after the call',
		fault: answer(201, { callMade: true, body: [null, { success: 'yes' }] }),
		isPlaced: true,
		said: "CallCow's answer could not be read",
	},
];

const stillFails = (
	{ isPlaced, said }: { isPlaced: boolean; said: string },
	requests: number,
): Expected =>
	sarahFails(isPlaced ? everybody : allButSarah, requests, `${said} in 2 attempts`, true);

const SECONDS_SAID = /CallCow's rate limit was reached 12 times, so the calls waited \d+ s\./;
const storm = (fault: string, headers: Record<string, string>): Row => ({
	fault: `a storm of 429, ${fault}`,
	meets: [answer(429, { headers, body: { error: 'Rate limit exceeded' }, times: 12 })],
	...eitherWay(settled(15, SECONDS_SAID)),
});

const ROWS: Row[] = [
	...DOUBTFUL.flatMap(({ name, fault, isPlaced, said }): Row[] => {
		return [
			{ fault: name, meets: [sarah(fault)], ...eitherWay(settled(4)) },
			{
				fault: `${name}, once more than the node repeats`,
				meets: [sarah({ ...fault, times: 2 })],
				options: { maxRetries: 1 },
				retryOff: stillFails({ isPlaced, said }, 4),
				retryOn: settled(5),
			},
		];
	}),

	...DOUBTFUL.slice(0, 4).map(({ name, fault, isPlaced, said }): Row => {
		return {
			fault: `${name}, always`,
			meets: [sarah({ ...fault, times: 100 })],
			options: { maxRetries: 1 },
			retryOff: stillFails({ isPlaced, said }, 4),
			retryOn: stillFails({ isPlaced, said }, 8),
		};
	}),

	storm('Retry-After in seconds', { 'retry-after': '7' }),
	storm('Retry-After as an HTTP date', {
		'retry-after': IN_A_MINUTE,
	}),
	storm('without Retry-After', {}),
	storm('Retry-After 0', { 'retry-after': '0' }),
	storm('Retry-After that is neither', { 'retry-after': 'soon' }),
	{
		fault: '429 that asks for an hour',
		meets: [answer(429, { headers: { 'retry-after': '3600' }, times: 100 })],
		retryOff: {
			phoned: [],
			requests: 3,
			failed: [0, 1, 2],
			message: "CallCow's rate limit blocked this call",
			inDoubt: false,
			story: 'This was item 0 (+1415***2671). Placed in this run: 0 of 3.',
		},
		retryOn: {
			phoned: [],
			requests: 3,
			failed: [0, 1, 2],
			message: "CallCow's rate limit blocks all calls for another 60 minutes",
			inDoubt: false,
			story: 'This was item 0 (+1415***2671). Placed in this run: 0 of 3.',
		},
	},

	{
		fault: 'an answer that hangs past the time-out',
		meets: [sarah(HANGS)],
		options: { timeoutSeconds: 1 },
		...eitherWay(settled(4)),
	},
	{
		fault: 'answers that always hang',
		meets: [sarah({ ...HANGS, times: 100 })],
		options: { timeoutSeconds: 1, maxRetries: 0 },
		retryOff: sarahFails(everybody, 3, 'CallCow did not answer in 1 attempt: no answer', true),
		retryOn: sarahFails(everybody, 5, 'CallCow did not answer in 1 attempt: no answer', true),
	},
	{
		fault: 'an answer that breaks off in the middle',
		meets: [
			sarah(
				answer(200, {
					callMade: true,
					headers: { 'content-length': '1000' },
					body: '{"success":true,',
				}),
			),
		],
		options: { timeoutSeconds: 1 },
		...eitherWay(settled(4)),
	},

	...(
		[
			[400, 'CallCow did not accept the request: The reason'],
			[401, 'CallCow did not accept the API key: The reason'],
			[404, 'CallCow answered with status 404: The reason'],
			[409, 'CallCow has already used the workflow it made for this call: The reason'],
			[410, 'The workflow CallCow made for this call has expired: The reason'],
			[422, "CallCow could not make a call from the 'Prompt': The reason"],
		] as const
	).map(
		([status, message]): Row => ({
			fault: `${status} once`,
			meets: [sarah(answer(status, { body: { error: 'The reason' } }))],
			retryOff: sarahFails(allButSarah, 3, message, false),
			retryOn: settled(4),
		}),
	),
	{
		fault: '422 after a 503 that may have placed the call',
		meets: [sarah(answer(503)), sarah(answer(422, { body: { error: 'Unclear' } }))],
		retryOff: sarahFails(
			allButSarah,
			4,
			"CallCow could not make a call from the 'Prompt': Unclear",
			true,
		),
		retryOn: settled(5),
	},
	{
		fault: '429 for an hour after an answer that was lost',
		meets: [
			sarah({ kind: 'reset', callMade: true }),
			sarah(answer(429, { headers: { 'retry-after': '3600' }, times: 100 })),
		],
		retryOff: sarahFails(everybody, 4, "CallCow's rate limit blocked this call", true),
		retryOn: sarahFails(everybody, 4, 'CallCow may or may not have placed this call', true),
	},
	{
		fault: '200 that says success: false',
		meets: [sarah(answer(200, { body: { success: false, error: 'No number is connected' } }))],
		retryOff: sarahFails(
			allButSarah,
			3,
			'CallCow did not place the call: No number is connected',
			false,
		),
		retryOn: settled(4),
	},
	...[301, 307].map(
		(status): Row => ({
			fault: `${status} to another host`,
			meets: [sarah(answer(status, { headers: { location: ELSEWHERE }, times: 100 }))],
			retryOff: sarahFails(
				allButSarah,
				3,
				`CallCow answered with a redirect (status ${status}), which this node does not follow`,
				false,
			),
			retryOn: sarahFails(
				allButSarah,
				5,
				`CallCow answered with a redirect (status ${status}), which this node does not follow`,
				false,
			),
		}),
	),

	{
		fault: '8 MB that are no JSON',
		meets: [sarah(answer(200, { callMade: true, body: 'x'.repeat(EIGHT_MB) }))],
		...eitherWay(settled(4)),
	},
	{
		fault: '8 MB of reasons',
		meets: [sarah(answer(400, { body: `{"error":"${'x '.repeat(EIGHT_MB / 2)}"}` }))],
		retryOff: sarahFails(allButSarah, 3, 'CallCow did not accept the request: x x x', false),
		retryOn: settled(4),
	},
	{
		fault: 'reasons nested 100,000 deep',
		meets: [
			sarah(
				answer(400, {
					body: `{"error":"Deep","details":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
				}),
			),
		],
		retryOff: sarahFails(allButSarah, 3, 'CallCow did not accept the request', false),
		retryOn: settled(4),
	},

	{
		fault: 'a clock set back by a day after a lost answer',
		meets: [sarah({ kind: 'reset', callMade: true })],
		clockJumpsMs: -24 * HOUR_MS,
		...eitherWay(settled(4)),
	},
	{
		fault: 'a clock set forward by an hour after an answer that was lost after the call',
		meets: [sarah({ kind: 'reset', callMade: true })],
		clockJumpsMs: HOUR_MS,
		retryOff: sarahFails(everybody, 3, 'CallCow did not answer in 1 attempt', true),
		retryOn: sarahFails(everybody, 3, 'CallCow may or may not have placed this call', true),
	},
	{
		fault: 'a clock set forward by an hour after a connection that was reset before the call',
		meets: [sarah({ kind: 'reset', callMade: false })],
		clockJumpsMs: HOUR_MS,
		retryOff: sarahFails(allButSarah, 3, 'CallCow did not answer in 1 attempt', true),
		retryOn: sarahFails(allButSarah, 3, 'CallCow may or may not have placed this call', true),
	},
	{
		fault: 'a clock set forward by an hour during a wait for the rate limit',
		meets: [sarah(answer(429, { headers: { 'retry-after': '30' } }))],
		clockJumpsMs: HOUR_MS,
		...eitherWay(settled(4)),
	},
];

/** Nothing fails, so On Error and Retry On Fail would make no difference but time: it is run once. */
const HUGE_ANSWER: Row = {
	fault: '50 MB of JSON that says the call is placed',
	meets: [
		sarah(
			answer(200, {
				callMade: true,
				body: `{"success":true,"workflow_id":"w","padding":"${'x'.repeat(FIFTY_MB)}"}`,
			}),
		),
	],
	...eitherWay(settled(3)),
};

let simulator: Simulator;
let elsewhere: Simulator;
let receiver: ResultReceiver;

beforeAll(async () => {
	elsewhere = await startSimulator({ allowPrivateCallbacks: true });
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		clock: serverClock(),
		script: { default: { outcome: 'answered', afterMs: 1 } },
	});
});
beforeEach(async () => {
	receiver = await startResultReceiver();
});
afterEach(async () => {
	jest.restoreAllMocks();
	simulator.reset();
	// Until no pause and no window is left of what CallCow has asked this account.
	await sleep(2 * HOUR_MS);
	await receiver.close();
});
afterAll(async () => {
	await simulator.close();
	await elsewhere.close();
});

async function placeAll(
	{ meets, options = {}, clockJumpsMs }: Row,
	node: Partial<INode>,
): Promise<NodeRunResult> {
	simulator.fault(
		meets.map((fault) =>
			'headers' in fault && fault.headers
				? { ...fault, headers: Object.fromEntries(Object.entries(fault.headers).map(known)) }
				: fault,
		),
	);
	if (clockJumpsMs !== undefined) {
		const unsubscribe = simulator.subscribe((event) => {
			if (event.type !== 'faultMet') return;
			unsubscribe();
			setClock(clockJumpsMs);
		});
	}
	return await runNode({
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: 'the secret',
			requestsPerMinute: 100_000,
		},
		items: PEOPLE.map(({ name, phone }) => ({ name, phone })),
		node,
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: '=Confirm the appointment of {{ $json.name }}',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'url',
			callbackUrl: receiver.url,
			options: { ...options, reference: '={{ $json.name }}' },
		} as NodeRun['parameters'],
	});
}

/** What is known only while the test runs. */
function known([name, value]: [string, string]): [string, string] {
	if (value === ELSEWHERE) return [name, `${elsewhere.baseUrl}/call-prompt`];
	if (value === IN_A_MINUTE) return [name, new Date(Date.now() + 60_000).toUTCString()];
	return [name, value];
}

function setClock(byMs: number): void {
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + byMs);
}

/** Every call is one of those expected, nobody is phoned twice, and no result is lost. */
async function expectCalls({ phoned, requests }: Expected): Promise<void> {
	const nameOf = (number: string) => PEOPLE.find(({ phone }) => phone === number)?.name;
	const calls = simulator.calls();
	expect(calls.map((call) => nameOf(call.recipient_phone)).sort()).toEqual([...phoned].sort());
	expect(simulator.requests()).toHaveLength(requests);

	for (const { call_id } of calls) {
		await simulator.waitForDelivery((delivery) => delivery.call_id === call_id);
	}
	expect(
		receiver
			.results()
			.map(({ callId }) => callId)
			.sort(),
	).toEqual(calls.map(({ call_id }) => call_id).sort());
	for (const { callId, reference, authorization } of receiver.results()) {
		const call = calls.find(({ call_id }) => call_id === callId)!;
		expect(reference).toBe(nameOf(call.recipient_phone));
		expect(authorization).toBe('Bearer the secret');
	}
	expect(elsewhere.requests()).toEqual([]);
}

function expectStory(message: unknown, details: unknown, expected: Expected): void {
	expect(message).toContain(expected.message);
	expect(String(message).length).toBeLessThan(500);
	expect(details).toContain(expected.story);
	expect(String(details).includes('may or may not have been placed')).toBe(expected.inDoubt);
	for (const { phone } of PEOPLE) expect(`${message} ${details}`).not.toContain(phone);
	expect(`${message} ${details}`).not.toContain(simulator.apiKey);
}

function expectPlacedItem({ json, pairedItem }: NodeRunResult['outputs'][number][number]): void {
	const { item } = pairedItem as { item: number };
	const call = simulator.calls().find((one) => one.recipient_phone === PEOPLE[item]!.phone)!;
	expect(json).toMatchObject({
		success: true,
		recipient_phone: call.recipient_phone,
		idempotency_key: call.idempotency_key,
		reference: PEOPLE[item]!.name,
	});
	// An answer that a fault has made up knows no ID.
	if (json.call_id !== null) expect(json.call_id).toBe(call.call_id);
}

const itemsOf = (items: NodeRunResult['outputs'][number] | undefined) =>
	(items ?? []).map(({ pairedItem }) => (pairedItem as { item: number }).item);

const RETRIES: ReadonlyArray<[string, Partial<INode>, 'retryOff' | 'retryOn']> = [
	['without Retry On Fail', {}, 'retryOff'],
	['with Retry On Fail', { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }, 'retryOn'],
];

async function expectCallsAndStory(
	row: Row,
	retrying: Partial<INode>,
	expected: Expected,
): Promise<void> {
	const { failed = [], hint } = expected;
	const { status, error, outputs, hints } = await placeAll(row, retrying);
	await expectCalls(expected);
	if (failed.length > 0) {
		expect(status).toBe('error');
		expect(error).toMatchObject({ context: { itemIndex: failed[0] } });
		expectStory(error?.message, error?.description, expected);
	} else {
		expect(status).toBe('success');
		expect(itemsOf(outputs[0])).toEqual([0, 1, 2]);
		outputs[0]!.forEach(expectPlacedItem);
	}
	if (hint) expect(hints.join()).toMatch(hint);
}

describe.each(ROWS)('Place, and $fault', (row) => {
	describe.each(RETRIES)('%s', (_, retrying, which) => {
		const expected = row[which];
		const { failed = [] } = expected;
		const placed = [0, 1, 2].filter((item) => !failed.includes(item));

		it('phones each person once, loses no result and stops with the story', async () => {
			await expectCallsAndStory(row, retrying, expected);
		});

		it('does so in the same items when it continues on error', async () => {
			const { status, outputs } = await placeAll(row, {
				...retrying,
				onError: 'continueRegularOutput',
			});
			await expectCalls(expected);
			expect(status).toBe('success');
			expect(itemsOf(outputs[0])).toEqual([0, 1, 2]);
			for (const item of placed) expectPlacedItem(outputs[0]![item]!);
			const refused = outputs[0]!.filter((_item, index) => failed.includes(index));
			for (const { json } of refused) {
				expect(Object.keys(json)).toEqual(['error', 'message', 'details']);
			}
			if (refused[0]) expectStory(refused[0].json.error, refused[0].json.message, expected);
		});

		it('does so in two outputs when it has an error output', async () => {
			const { status, outputs } = await placeAll(row, {
				...retrying,
				onError: 'continueErrorOutput',
			});
			await expectCalls(expected);
			expect(status).toBe('success');
			expect(itemsOf(outputs[0])).toEqual(placed);
			outputs[0]!.forEach(expectPlacedItem);
			expect(itemsOf(outputs[1])).toEqual(failed);
			outputs[1]?.forEach(({ json }, index) => {
				expect(json.name).toBe(PEOPLE[failed[index]!]!.name);
			});
			const first = outputs[1]?.[0]?.json;
			if (first) {
				expect(first.message).toContain(expected.story);
				expect(first.error).toContain(expected.message);
			}
		});
	});
});

describe(`Place, and ${HUGE_ANSWER.fault}`, () => {
	it('phones each person once and loses no result', async () => {
		await expectCallsAndStory(HUGE_ANSWER, {}, HUGE_ANSWER.retryOff);
	});
});
