import { DataDeduplicationService } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { operations } from '../../nodes/CallCow/actions/registry';
import { startSimulator, type Simulator } from '../../simulator/server';
import { MemoryDeduplicator } from '../support/deduplicator';
import { runNode, type NodeRun, type NodeRunResult } from './engine';

let simulator: Simulator;
const deduplicator = new MemoryDeduplicator();

beforeAll(async () => {
	await DataDeduplicationService.init(deduplicator);
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
});
afterEach(() => {
	simulator.reset();
	deduplicator.clear();
	jest.restoreAllMocks();
});
afterAll(async () => await simulator.close());

type Given = Partial<NodeRun> & { options?: IDataObject; account?: IDataObject };

const US = '+14155552671';
const GB = '+442079460958';
const DE = '+4930901820';
const tool = { type: 'n8n-nodes-callcow.callCowTool' };

/** One of those that the simulator has. */
const CALLCOW_WORKFLOW = '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21';

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ phone: `+1415555${2_000 + index}` }));

const run = async (given: Given = {}) => {
	simulator.script({ default: { outcome: 'manual' } });
	return await runNode({
		items: [{ phone: US }],
		...given,
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
			...given.account,
		} as NodeRun['credential'],
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			maximumWaitMinutes: 60,
			workflowId: { __rl: true, mode: 'id', value: CALLCOW_WORKFLOW },
			options: given.options ?? {},
			...given.parameters,
		} as NodeRun['parameters'],
	});
};

const jsonOf = ({ outputs }: NodeRunResult, output = 0) =>
	(outputs[output] ?? []).map(({ json }) => json);
const called = () => simulator.calls().map((call) => call.recipient_phone);
const refusedRequest = (recipient?: string) =>
	simulator.fault({
		kind: 'answer',
		callMade: false,
		status: 422,
		body: { error: 'Unclear' },
		...(recipient === undefined ? {} : { recipient }),
	});

const realNow = Date.now.bind(Date);
/** Sets the machine's clock; it goes on from there. */
function setClock(iso: string) {
	const shiftMs = Date.parse(iso) - realNow();
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + shiftMs);
}

/** Every operation but those that phone nobody: an operation that is added later is among them. */
const PHONES_NOBODY = ['getAll'];

const everyOperation = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.keys(byName)
		.filter((operation) => !PHONES_NOBODY.includes(operation))
		.flatMap((operation) => [
			[resource, operation, {}] as const,
			[`${resource} as a tool`, operation, tool] as const,
		]),
);

describe('Allowed Countries', () => {
	it.each(everyOperation)('hold for %s: %s', async (resource, operation, node) => {
		const parameters = { resource: resource.split(' ')[0]!, operation };
		const account = { allowedCountries: ['US', 'GB'] };
		for (const phone of [DE, '0049 30 901820', '+1 613 555 0123']) {
			const { error } = await run({ parameters, node, account, items: [{ phone }] });
			expect(error?.message).toMatch(
				/^The CallCow credential does not allow calls to (Germany|Canada): /,
			);
			expect(JSON.stringify([error?.message, error?.description])).not.toContain('901820');
			expect(`${error?.message} ${error?.description}`).toContain('It currently allows GB, US.');
		}
		expect(simulator.requests()).toEqual([]);
		await run({ parameters, node, account, items: [{ phone: GB }] });
		expect(called()).toEqual([GB]);
	});

	it('hold whatever the workflow asks for', async () => {
		const { error } = await run({
			account: { allowedCountries: ['US'] },
			items: [{ phone: '030 901820' }],
			options: { defaultCountry: 'DE', allowPremiumNumbers: true, allowedCountries: ['DE'] },
		});
		expect(error?.message).toContain('does not allow calls to Germany');
		expect(simulator.requests()).toEqual([]);
	});

	it('hold in every try of Retry On Fail', async () => {
		const { status } = await run({
			account: { allowedCountries: ['US'] },
			items: [{ phone: DE }],
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(status).toBe('error');
		expect(simulator.requests()).toEqual([]);
	});

	it('refuse the one item only when the user continues on error', async () => {
		const result = await run({
			account: { allowedCountries: 'us, gb' },
			items: [{ phone: US }, { phone: DE }, { phone: GB }],
			node: { onError: 'continueErrorOutput' },
		});
		expect(called().sort()).toEqual([US, GB].sort());
		expect(jsonOf(result, 1)).toEqual([
			expect.objectContaining({ error: expect.stringContaining('Germany') }),
		]);
	});

	it('refuse numbers of no country, and a list that cannot be read', async () => {
		const satellite = await run({
			account: { allowedCountries: ['US'] },
			items: [{ phone: '+881612345678' }],
			options: { allowPremiumNumbers: true },
		});
		expect(satellite.error?.message).toContain('numbers that belong to no country');
		const unknown = await run({ account: { allowedCountries: ['XX'] } });
		expect(unknown.error?.message).toContain("'Allowed Countries' in the CallCow credential");
		expect(simulator.requests()).toEqual([]);
	});

	it('let the result in of a call that was placed before they changed', async () => {
		const parameters = { operation: 'placeAndWait' };
		const account: IDataObject = { allowedCountries: ['US'] };
		const credential = {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
			...account,
		} as NodeRun['credential'];
		const waiting = await runNode({
			credential,
			items: [{ phone: US }],
			parameters: {
				resource: 'call',
				prompt: 'Confirm',
				recipientPhone: '={{ $json.phone }}',
				maximumWaitMinutes: 60,
				options: {},
				...parameters,
			},
		});
		credential.allowedCountries = ['DE', 'XX'];
		const { status, resumed } = await waiting.deliver(resultOfLastCall());
		expect([status, resumed?.status]).toEqual([200, 'success']);
	});
});

/** What CallCow delivers for the call that was placed last. */
function resultOfLastCall() {
	const { callback_url, callback_secret } = simulator.requests().at(-1)!.body as {
		callback_url: string;
		callback_secret: string;
	};
	const { call_id, workflow_id } = simulator.calls().at(-1)!;
	return {
		query: Object.fromEntries(new URL(callback_url).searchParams),
		authorization: `Bearer ${callback_secret}`,
		body: { call_id, workflow_id, call_status: 'success', provider_status: 'completed' },
	};
}

describe('Allow Premium Numbers', () => {
	const premium = '+1 900 555 1234';

	it('is off: premium-rate numbers are refused', async () => {
		const { error } = await run({ items: [{ phone: premium }] });
		expect(error?.message).toBe(
			"'Recipient Phone' is a premium-rate or similar number: +1900***1234",
		);
		expect(simulator.requests()).toEqual([]);
	});

	it.each([true, 'true'])('lets them through when it is %j', async (allowPremiumNumbers) => {
		await run({ items: [{ phone: premium }], options: { allowPremiumNumbers } });
		expect(called()).toEqual(['+19005551234']);
	});

	it.each([false, 'false'])('refuses them when it is %j', async (allowPremiumNumbers) => {
		const { error } = await run({ items: [{ phone: premium }], options: { allowPremiumNumbers } });
		expect(error?.message).toContain('is a premium-rate or similar number');
		expect(simulator.requests()).toEqual([]);
	});

	it('does not take any other text for yes', async () => {
		const { error } = await run({
			items: [{ phone: premium }],
			options: { allowPremiumNumbers: 'yes' },
		});
		expect(error?.message).toBe("'Allow Premium Numbers' must be true or false");
	});
});

describe('Call Each Number At Most Once', () => {
	const once = { callEachNumberAtMostOnce: 'perDay' };
	const skippedItem = {
		success: false,
		skipped: true,
		reason: 'This node has already called this number today',
		recipient_phone: US,
	};

	it('skips in a later execution what was called, with the reason in the item and the count in a hint', async () => {
		const items = [{ phone: US }, { phone: GB }];
		expect((await run({ options: once, items })).hints).toEqual([]);
		const second = await run({ options: { ...once, reference: 'row 7' }, items });
		expect(second.status).toBe('success');
		expect(second.outputs[0]).toEqual([
			{ json: { ...skippedItem, reference: 'row 7' }, pairedItem: { item: 0 } },
			{
				json: { ...skippedItem, recipient_phone: GB, reference: 'row 7' },
				pairedItem: { item: 1 },
			},
		]);
		expect(second.hints).toEqual([
			"2 items were skipped because the number was already called. See 'reason' in the output.",
		]);
		expect(simulator.calls()).toHaveLength(2);
		expect(simulator.requests()).toHaveLength(2);
	});

	it('calls the new ones of a list of which some were called', async () => {
		await run({ options: once, items: [{ phone: US }] });
		const result = await run({
			options: once,
			items: [{ phone: GB }, { phone: US }, { phone: DE }],
		});
		expect(jsonOf(result).map(({ success }) => success)).toEqual([true, false, true]);
		expect(result.hints).toEqual([
			"1 item was skipped because the number was already called. See 'reason' in the output.",
		]);
		expect(called().sort()).toEqual([DE, US, GB].sort());
	});

	it.each([
		['without a key', {}],
		['with a key for each item', { idempotencyKey: '=row {{ $itemIndex }}' }],
	])('calls a number once that stands in the list twice, %s', async (_, more) => {
		simulator.fault({ kind: 'slow', delayMs: 200 });
		const result = await run({
			options: { ...once, ...more },
			items: [{ phone: US }, { phone: '+1 (415) 555-2671' }],
		});
		expect(jsonOf(result)).toEqual([expect.objectContaining({ success: true }), skippedItem]);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('calls every number of a list that is run twice at the same time once', async () => {
		const items = people(20);
		const results = await Promise.all([0, 1].map(async () => await run({ options: once, items })));
		const phoned = results.flatMap(jsonOf).filter(({ success }) => success);
		expect(phoned).toHaveLength(20);
		expect(new Set(called()).size).toBe(20);
		expect(simulator.calls()).toHaveLength(20);
	});

	it('lets others call the number: another workflow, another node', async () => {
		await run({ options: once });
		await run({ options: once, workflowId: 'another' });
		await run({ options: once, node: { id: 'another' } });
		expect(called()).toEqual([US, US, US]);
	});

	it.each([
		['perDay', '2026-03-30T12:00:00Z', '2026-03-31T03:59:00Z', '2026-03-31T04:00:00Z', 'today'],
		[
			'perWeek',
			'2026-03-30T12:00:00Z',
			'2026-04-06T03:59:00Z',
			'2026-04-06T04:00:00Z',
			'this week',
		],
	])(
		'goes by the time zone of the workflow with %s',
		async (choice, first, before, after, when) => {
			const options = { callEachNumberAtMostOnce: choice };
			setClock(first);
			await run({ options });
			setClock(before);
			expect(jsonOf(await run({ options }))[0]).toMatchObject({
				skipped: true,
				reason: `This node has already called this number ${when}`,
			});
			setClock(after);
			expect(jsonOf(await run({ options }))[0]).toMatchObject({ success: true });
		},
	);

	it('never calls again with Ever', async () => {
		const options = { callEachNumberAtMostOnce: 'ever' };
		await run({ options });
		setClock('2036-03-30T12:00:00Z');
		expect(jsonOf(await run({ options }))[0]).toMatchObject({
			skipped: true,
			reason: 'This node has already called this number',
		});
	});

	it('releases the number when CallCow has not placed the call', async () => {
		refusedRequest();
		expect((await run({ options: once })).status).toBe('error');
		expect((await run({ options: once })).status).toBe('success');
		expect(called()).toEqual([US]);
	});

	it('releases the number when the call is refused before it is sent', async () => {
		setClock('2026-03-28T12:00:00Z');
		const hours = { hours: { from: '09:00', to: '18:00', days: ['monday'], timezone: 'UTC' } };
		expect((await run({ options: { ...once, callingHours: hours } })).status).toBe('error');
		expect((await run({ options: once })).status).toBe('success');
	});

	it('keeps the number when the answer was lost: asks again with the same key, and later skips', async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		const options = { ...once, maxRetries: 0 };
		const lost = await run({ options });
		expect(lost.error?.description).toContain('may or may not have been placed');
		const again = await run({ options });
		expect(jsonOf(again)[0]).toMatchObject({
			success: true,
			call_id: simulator.calls()[0]!.call_id,
		});
		expect(jsonOf(await run({ options }))[0]).toEqual(skippedItem);
		expect(simulator.calls()).toHaveLength(1);
		expect(simulator.requests()).toHaveLength(2);
	});

	it('skips the number when the answer was lost and the key is of no use any more', async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		setClock('2026-03-30T12:00:00Z');
		await run({ options: { ...once, maxRetries: 0 } });
		setClock('2026-03-30T12:05:00Z');
		expect(jsonOf(await run({ options: once }))[0]).toEqual(skippedItem);
		expect(simulator.requests()).toHaveLength(1);
	});

	it("skips the number when the answer was lost and the user's key is another one now", async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		await run({ options: { ...once, maxRetries: 0, idempotencyKey: 'first' } });
		const again = await run({ options: { ...once, idempotencyKey: 'second' } });
		expect(jsonOf(again)[0]).toEqual(skippedItem);
		expect(simulator.calls()).toHaveLength(1);
	});

	it("sends the user's own key, and skips whatever the key is", async () => {
		const first = await run({ options: { ...once, idempotencyKey: 'row 1' } });
		expect(jsonOf(first)[0]).toMatchObject({ success: true, idempotency_key: 'row 1' });
		const second = await run({ options: { ...once, idempotencyKey: 'row 2' } });
		expect(jsonOf(second)[0]).toEqual(skippedItem);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('phones everybody once when Retry On Fail runs the list again', async () => {
		const items = people(10);
		refusedRequest(items[5]!.phone);
		const { status, outputs } = await run({
			options: once,
			items,
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(status).toBe('success');
		expect(outputs[0]!.every(({ json }) => json.success === true)).toBe(true);
		expect(called().sort()).toEqual(items.map(({ phone }) => phone).sort());
	});

	it.each(['one', 'byOutcome'])('skips without waiting, with outputs: %s', async (outputs) => {
		const given = { parameters: { operation: 'placeAndWait' }, options: { ...once, outputs } };
		expect((await run(given)).status).toBe('waiting');
		const second = await run(given);
		expect(second.status).toBe('success');
		expect(second.after.map((items) => items.length)).toEqual(
			outputs === 'one' ? [1, 0, 0, 0, 0] : [0, 0, 0, 1, 0],
		);
		expect(second.after.flat()[0]).toMatchObject(skippedItem);
		expect(second.hints).toEqual([expect.stringContaining('1 item was skipped')]);
		expect(simulator.calls()).toHaveLength(1);
	});

	it.each(['place', 'placeAndWait'])('tells a model that uses %s as a tool', async (operation) => {
		const given = (toolCallId: string): Given => ({
			node: tool,
			parameters: { operation },
			options: once,
			items: [{ phone: US, toolCallId }],
		});
		await run(given('call_a'));
		const second = await run(given('call_b'));
		expect(second.status).toBe('success');
		expect(jsonOf(second)).toEqual([
			{ ...skippedItem, message: 'No call was placed. Do not try again: tell the user why.' },
		]);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('refuses the call, and sends nothing, when n8n cannot record it', async () => {
		deduplicator.before = () => {
			throw new Error('SQLITE_BUSY: database is locked');
		};
		const { error } = await run({ options: once });
		expect(error?.message).toBe('n8n could not record that this number is being called');
		expect(error?.description).toContain('This call was not placed.');
		expect(error?.description).toContain('SQLITE_BUSY: database is locked');
		expect(simulator.requests()).toEqual([]);
	});

	it.each(['perDay', 'perWeek'])(
		'refuses %s, and sends nothing, in a time zone that is none',
		async (choice) => {
			for (const operation of ['place', 'placeAndWait', 'placeWithWorkflow']) {
				const { error } = await run({
					options: { callEachNumberAtMostOnce: choice },
					parameters: { operation },
					timezone: '"Europe/Berlin"',
				});
				expect(error?.message).toBe(
					'The time zone of the workflow is not an IANA time zone name: "Europe/Berlin"',
				);
				expect(error?.description).toContain("'Call Each Number At Most Once' uses it");
				expect(error?.description).toContain('GENERIC_TIMEZONE');
			}
			expect(simulator.requests()).toEqual([]);
		},
	);

	it('needs no time zone with Ever', async () => {
		const given = {
			options: { callEachNumberAtMostOnce: 'ever' },
			timezone: '"Europe/Berlin"',
		};
		expect((await run(given)).status).toBe('success');
		expect(jsonOf(await run(given))[0]).toMatchObject({ skipped: true });
	});

	it.each(['', 'perMonth'])('refuses the choice %j', async (choice) => {
		const { error } = await run({ options: { callEachNumberAtMostOnce: choice } });
		expect(error?.message).toContain("'Call Each Number At Most Once' must be one of");
		expect(simulator.requests()).toEqual([]);
	});

	it('keeps no number in the store, and no hash that can be looked up', async () => {
		const recorded: unknown[] = [];
		const record = jest
			.spyOn(deduplicator, 'checkProcessedAndRecord')
			.mockImplementation(async (items) => {
				recorded.push(...items);
				return { new: items, processed: [] };
			});
		await run({ options: once });
		expect(record).toHaveBeenCalled();
		expect(recorded.join(' ')).not.toContain('4155552671');
	});
});

describe('Calling Hours', () => {
	const hours = {
		hours: {
			from: '09:00',
			to: '18:00',
			days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
			timezone: '',
		},
	};
	const within = { callingHours: hours };
	const change = (more: IDataObject) => ({
		callingHours: { hours: { ...hours.hours, ...more } },
	});

	it('let a call through inside them, by the time zone of the workflow', async () => {
		setClock('2026-03-30T13:00:00Z');
		expect((await run({ options: within })).status).toBe('success');
	});

	it('refuse a call outside them, with the next time at which it is allowed', async () => {
		setClock('2026-03-27T22:30:00Z');
		const { error } = await run({ options: within });
		expect(error?.message).toBe(
			"It is outside 'Calling Hours': the next call is allowed on Monday, March 30, 2026 at 09:00 (America/New_York)",
		);
		expect(error?.description).toContain('2026-03-30T09:00:00-04:00');
		expect(simulator.requests()).toEqual([]);
	});

	it('go by the time zone of each item', async () => {
		setClock('2026-03-30T07:30:00Z');
		const result = await run({
			options: change({ timezone: '={{ $json.zone }}' }),
			items: [
				{ phone: DE, zone: 'Europe/Berlin' },
				{ phone: US, zone: 'America/Los_Angeles' },
			],
			node: { onError: 'continueRegularOutput' },
		});
		expect(called()).toEqual([DE]);
		expect(jsonOf(result)[1]).toMatchObject({
			error:
				"It is outside 'Calling Hours': the next call is allowed on Monday, March 30, 2026 at 09:00 (America/Los_Angeles)",
		});
	});

	describe('by the clock of the recipient', () => {
		const NEW_YORK = '+12125552671';
		const LOS_ANGELES = '+12135552671';
		const AUSTRALIAN_MOBILE = '+61412345678';
		const TOLL_FREE = '+18005552671';
		const SATELLITE = '+881612345678';
		const onTheirClock = (more: IDataObject = {}) => change({ clock: 'recipient', ...more });

		it('let each call through at the hours where the number is', async () => {
			// Ten in New York, seven in Los Angeles.
			setClock('2026-03-30T14:00:00Z');
			const result = await run({
				options: onTheirClock(),
				items: [{ phone: NEW_YORK }, { phone: LOS_ANGELES }],
				node: { onError: 'continueRegularOutput' },
			});
			expect(called()).toEqual([NEW_YORK]);
			expect(jsonOf(result)[1]).toMatchObject({
				error:
					"It is outside 'Calling Hours': the next call is allowed on Monday, March 30, 2026 at 09:00 (America/Los_Angeles)",
			});
		});

		it('need no time zone of the workflow', async () => {
			setClock('2026-03-30T14:00:00Z');
			const result = await run({
				options: onTheirClock(),
				items: [{ phone: NEW_YORK }],
				timezone: 'BST',
			});
			expect(result.status).toBe('success');
			expect(result.hints).toEqual([]);
		});

		it('ask for all time zones that a mobile number may be in', async () => {
			// Nine in Sydney, and half past six in Perth.
			setClock('2026-03-29T22:30:00Z');
			const early = await run({ options: onTheirClock(), items: [{ phone: AUSTRALIAN_MOBILE }] });
			expect(early.error?.message).toMatch(
				/^It is outside 'Calling Hours': .* Monday, March 30, 2026/,
			);
			expect(early.error?.description).toMatch(/may be in \d+ time zones/);
			// Two in the afternoon in Sydney, half past nine on the Cocos Islands.
			setClock('2026-03-30T03:00:00Z');
			await run({ options: onTheirClock(), items: [{ phone: AUSTRALIAN_MOBILE }] });
			expect(called()).toEqual([AUSTRALIAN_MOBILE]);
		});

		it('refuse a number for which there is never such a time, also where others are skipped', async () => {
			setClock('2026-03-30T14:00:00Z');
			const { error } = await run({
				options: onTheirClock({ outside: 'skip' }),
				items: [{ phone: TOLL_FREE }],
			});
			expect(error?.message).toBe(
				"No time is within 'Calling Hours' in all time zones of the number",
			);
			expect(error?.description).toContain('42 time zones');
			expect(simulator.requests()).toEqual([]);
		});

		it('refuse a number whose time zone nobody knows', async () => {
			const { error } = await run({
				options: { ...onTheirClock(), allowPremiumNumbers: true },
				items: [{ phone: SATELLITE }],
			});
			expect(error?.message).toMatch(
				/^'Calling Hours' cannot tell what time it is for the recipient: \+8816\*\*\*5678/,
			);
			expect(simulator.requests()).toEqual([]);
		});
	});

	describe('with Outside the Hours at Skip', () => {
		it('let the item go on without a call, with the time at which it may be called', async () => {
			setClock('2026-03-27T22:30:00Z');
			const result = await run({
				options: { ...change({ outside: 'skip' }), reference: 'row 7' },
				items: [{ phone: US }, { phone: DE }],
			});
			expect(result.status).toBe('success');
			expect(jsonOf(result)).toEqual(
				[US, DE].map((phone) => ({
					success: false,
					skipped: true,
					reason:
						"It is outside 'Calling Hours': the next call is allowed on Monday, March 30, 2026 at 09:00 (America/New_York)",
					callable_at: '2026-03-30T09:00:00-04:00',
					recipient_phone: phone,
					reference: 'row 7',
				})),
			);
			expect(result.hints.join()).toContain(
				"2 items were skipped because it is outside 'Calling Hours'. See 'reason' in the output.",
			);
			expect(simulator.requests()).toEqual([]);
		});

		it('leave the number free for Call Each Number At Most Once', async () => {
			const options = { ...change({ outside: 'skip' }), callEachNumberAtMostOnce: 'ever' };
			setClock('2026-03-27T22:30:00Z');
			await run({ options });
			setClock('2026-03-30T14:00:00Z');
			await run({ options });
			expect(called()).toHaveLength(1);
		});
	});

	it.each([
		[{ from: 'soon' }, "'Calling Hours: From' must be a time of day"],
		[{ to: '25:00' }, "'Calling Hours: To' must be a time of day"],
		[{ to: '' }, "'Calling Hours: To' must not be empty"],
		[{ from: '18:00' }, "'From' and 'To' under 'Calling Hours' are the same"],
		[{ days: [] }, "'Calling Hours: Days' must name at least one day"],
		[{ days: ['Funday'] }, "'Calling Hours: Days' must be names of weekdays"],
		[{ timezone: 'Mars/Olympus' }, "'Calling Hours: Time Zone' must be an IANA time zone name"],
		[{ timezone: '+02:00' }, "'Calling Hours: Time Zone' must be an IANA time zone name"],
		[
			{ timezone: 'BST' },
			"'Calling Hours: Time Zone' must be an IANA time zone name, probably Europe/London or Asia/Dhaka",
		],
		[
			{ timezone: '={{ "EST" }}' },
			"'Calling Hours: Time Zone' must be an IANA time zone name, probably America/New_York",
		],
		[
			{ timezone: '"Europe/Berlin"' },
			"'Calling Hours: Time Zone' must be an IANA time zone name, probably Europe/Berlin",
		],
	])('refuse %j and name the field', async (more, message) => {
		const { error } = await run({ options: change(more as IDataObject) });
		expect(error?.message).toBe(message);
		expect(simulator.requests()).toEqual([]);
	});

	it.each(['"Europe/Berlin"', 'BST', ''])(
		'refuse to go by the time zone %j of the workflow, and need none with their own',
		async (timezone) => {
			setClock('2026-03-30T13:00:00Z');
			const { error } = await run({ options: within, timezone });
			expect(error?.message).toContain(
				'The time zone of the workflow is not an IANA time zone name',
			);
			expect(error?.description).toContain("'Calling Hours' uses it");
			expect(simulator.requests()).toEqual([]);
			const options = change({ timezone: 'America/New_York' });
			expect((await run({ options, timezone })).status).toBe('success');
		},
	);

	const otherClocks =
		"'Calling Hours' uses America/New_York, the time zone of the workflow, because 'Time Zone' is empty there. Some recipients are in another time zone: ";

	it.each(['place', 'placeAndWait', 'placeWithWorkflow'])(
		'tell with %s when they go by a clock that nobody has where the number is',
		async (operation) => {
			setClock('2026-03-30T13:00:00Z');
			const given = { parameters: { operation }, items: [{ phone: DE }] };
			const { hints } = await run({ ...given, options: within });
			expect(hints.join()).toContain(`${otherClocks}Europe/Berlin in Germany (+4930***1820).`);
			const own = await run({ ...given, options: change({ timezone: 'Europe/Paris' }) });
			expect(own.hints.join()).not.toContain('in another time zone');
			const sameClock = await run({ ...given, options: within, timezone: 'Europe/Paris' });
			expect(sameClock.hints.join()).not.toContain('in another time zone');
		},
	);

	it('tell it once for a whole list, each country once', async () => {
		setClock('2026-03-30T13:00:00Z');
		const { hints } = await run({
			options: within,
			items: [US, DE, '+49 30 901821', GB, '+613 9001 1234', '+81 3 1234 5678'].map((phone) => ({
				phone,
			})),
		});
		expect(hints).toHaveLength(1);
		expect(hints[0]).toContain(
			`${otherClocks}Europe/Berlin in Germany (+4930***1820), Europe/London in United Kingdom (+4420***0958), Australia/Sydney in Australia (+6139***1234) and others.`,
		);
	});

	it('tell it with the refusal too, when a clock shows another time there', async () => {
		setClock('2026-03-30T07:30:00Z');
		const { error } = await run({ options: within, items: [{ phone: DE }] });
		expect(error?.message).toContain('at 09:00 (America/New_York)');
		expect(error?.description).toContain(`${otherClocks}Europe/Berlin in Germany`);
	});

	it('take days that an expression gives as text', async () => {
		setClock('2026-03-28T16:00:00Z');
		expect((await run({ options: change({ days: 'Saturday, Sunday' }) })).status).toBe('success');
	});

	it.each(['placeAndWait', 'place'])('hold for %s as a tool', async (operation) => {
		setClock('2026-03-28T12:00:00Z');
		const { error } = await run({ parameters: { operation }, node: tool, options: within });
		expect(error?.message).toContain('Monday, March 30, 2026 at 09:00');
		expect(error?.message).toContain('No call was placed');
		expect(simulator.requests()).toEqual([]);
	});

	/** The hours are over as soon as the first call has been placed. */
	const endWithFirstCall = () => {
		setClock('2026-03-30T21:59:00Z');
		const unsubscribe = simulator.subscribe(({ type }) => {
			if (type !== 'callPlaced') return;
			unsubscribe();
			setClock('2026-03-30T22:00:00Z');
		});
	};

	it('stop a list that takes longer than they do', async () => {
		endWithFirstCall();
		const { error } = await run({ options: within, items: people(100) });
		const placed = called().length;
		expect(placed).toBeGreaterThan(0);
		expect(placed).toBeLessThan(100);
		expect(error?.message).toContain('Tuesday, March 31, 2026 at 09:00');
		expect(error?.description).toContain('This call was not placed.');
		expect(error?.description).toContain(`Placed in this run: ${placed} of 100`);
	});

	it('refuse the rest of such a list item by item when the user continues on error', async () => {
		endWithFirstCall();
		const result = await run({
			options: within,
			items: people(100),
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(result)).toHaveLength(called().length);
		expect(jsonOf(result, 1)).toHaveLength(100 - called().length);
		expect(jsonOf(result, 1)[0]).toMatchObject({
			error: expect.stringContaining('Tuesday, March 31, 2026 at 09:00'),
			details: { placed: 'no', callable_at: '2026-03-31T09:00:00-04:00' },
		});
	});
});

describe('Maximum Calls', () => {
	const two = { maximumCalls: 2 };
	const message = "This execution would place more calls than 'Maximum Calls' allows (2)";

	it('places no call when there are more items than that', async () => {
		const { error } = await run({ options: two, items: people(3) });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('No call was placed');
		expect(simulator.requests()).toEqual([]);
	});

	it('lets as many through as it says', async () => {
		expect((await run({ options: two, items: people(2) })).status).toBe('success');
		expect(simulator.calls()).toHaveLength(2);
	});

	it('lets the first ones through when the user continues on error', async () => {
		const items = people(4);
		const result = await run({
			options: two,
			items: [{ phone: 'nobody' }, ...items],
			node: { onError: 'continueErrorOutput' },
		});
		expect(called().sort()).toEqual([items[0]!.phone, items[1]!.phone]);
		expect(jsonOf(result, 1).map(({ error }) => error)).toEqual([
			expect.stringContaining("'Recipient Phone'"),
			message,
			message,
		]);
	});

	it('counts all runs of a loop together', async () => {
		const [a, b, c, d] = people(4);
		const { status, error, rounds } = await run({
			options: { maximumCalls: 3 },
			rounds: [[a!, b!], [c!], [d!]],
		});
		expect(status).toBe('error');
		expect(rounds.map((items) => items.length)).toEqual([2, 1, 0]);
		expect(error?.description).toContain('Earlier runs of the node in this execution placed 3.');
		expect(called().sort()).toEqual([a!.phone, b!.phone, c!.phone]);
	});

	it('counts anew in every execution', async () => {
		for (let count = 0; count < 2; count++) {
			expect((await run({ options: two, items: people(2) })).status).toBe('success');
		}
		expect(simulator.calls()).toHaveLength(4);
	});

	it('counts all tool calls of an agent together, and one that its turn repeats once', async () => {
		const [a, b, c] = people(3).map(({ phone }) => ({ id: 'call_0', arguments: { phone } }));
		const { rounds, error } = await run({
			node: { ...tool, onError: 'continueRegularOutput' },
			options: two,
			turns: [[a!, a!], [b!], [c!]],
		});
		expect(error).toBeUndefined();
		expect(called()).toEqual([a!, b!].map((call) => call.arguments.phone));
		expect(rounds.map(([item]) => item!.error ?? 'called')).toEqual([
			'called',
			'called',
			'called',
			expect.stringContaining(message),
		]);
	});

	it('counts a tool call again that a later turn repeats', async () => {
		const call = { id: 'call_0', arguments: { phone: US } };
		const { rounds } = await run({
			node: { ...tool, onError: 'continueRegularOutput' },
			options: two,
			turns: [[call], [call], [call]],
		});
		expect(called()).toEqual([US, US]);
		expect(rounds[2]![0]!.error).toContain(message);
	});

	it('does not count a call twice that Retry On Fail repeats', async () => {
		refusedRequest();
		const { status } = await run({
			options: { maximumCalls: 1 },
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(status).toBe('success');
		expect(simulator.calls()).toHaveLength(1);
	});

	it('counts the calls before a wait too', async () => {
		const [a, b] = people(2);
		const waiting = await run({
			parameters: { operation: 'placeAndWait' },
			options: { maximumCalls: 1 },
			rounds: [[a!], [b!]],
		});
		expect(waiting.status).toBe('waiting');
		const { resumed } = await waiting.deliver(resultOfLastCall());
		expect(resumed?.status).toBe('error');
		expect(resumed?.error?.message).toContain('Maximum Calls');
		expect(called()).toEqual([a!.phone]);
	});

	it('keeps nothing with the execution when it is not set', async () => {
		const { run: unlimited } = await run();
		expect(unlimited.data.executionData!.contextData).toEqual({});
	});

	it.each([0, -1, 1.5, 'many'])('refuses %j', async (maximumCalls) => {
		const { error } = await run({ options: { maximumCalls } });
		expect(error?.message).toContain("'Maximum Calls' must be a whole number");
		expect(simulator.requests()).toEqual([]);
	});
});

describe('Maximum Calls per Day', () => {
	const two = { maximumCallsPerDay: 2 };
	const message =
		"This node has reached 'Maximum Calls per Day' (2) for today: the next day begins on Tuesday, March 31, 2026 at 00:00 (America/New_York)";
	const nextDay = '2026-03-31T00:00:00-04:00';

	let nodes = 0;
	let id = '';
	beforeEach(() => {
		setClock('2026-03-30T14:00:00Z');
		// n8n's process counts on, whatever becomes of its database: each test has a node of its own.
		id = `counting node ${++nodes}`;
	});
	const runCounting = async (given: Given) => await run({ ...given, node: { id, ...given.node } });

	it.each(everyOperation)(
		'holds for %s: %s, over executions',
		async (resource, operation, node) => {
			const parameters = { resource: resource.split(' ')[0]!, operation };
			for (const phone of [US, GB]) {
				await runCounting({ parameters, node, options: two, items: [{ phone }] });
			}
			const { error } = await runCounting({
				parameters,
				node,
				options: two,
				items: [{ phone: DE }],
			});
			expect(error?.message).toContain(message);
			expect(`${error?.message} ${error?.description}`).toContain(
				`This call was not placed. The exact time is ${nextDay}.`,
			);
			expect(error).toMatchObject({ context: { callable_at: nextDay } });
			expect(called()).toEqual([US, GB]);
		},
	);

	it('places the first ones of a longer list, and tells how many', async () => {
		const { error } = await runCounting({ options: two, items: people(50) });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('Placed in this run: 2 of 50');
		expect(simulator.calls()).toHaveLength(2);
	});

	it('sends what is too much to the error output, with the beginning of the next day', async () => {
		const result = await runCounting({
			options: two,
			items: people(5),
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(result)).toHaveLength(2);
		expect(jsonOf(result, 1)).toHaveLength(3);
		expect(jsonOf(result, 1)[0]).toMatchObject({
			error: message,
			message: expect.stringContaining(nextDay),
			details: { placed: 'no', callable_at: nextDay },
		});
		expect(simulator.calls()).toHaveLength(2);
	});

	it('lets as many through on the next day of the time zone of the workflow', async () => {
		await runCounting({ options: two, items: people(2) });
		setClock('2026-03-31T03:59:00Z');
		expect((await runCounting({ options: two })).status).toBe('error');
		setClock('2026-03-31T04:00:01Z');
		expect((await runCounting({ options: two, items: people(2) })).status).toBe('success');
		expect(simulator.calls()).toHaveLength(4);
	});

	it('counts all tool calls of an agent, in all its executions, and reads well for a model', async () => {
		const agent = {
			node: { ...tool, onError: 'continueRegularOutput' as const },
			options: two,
		};
		const [a, b, c] = people(3).map(({ phone }) => ({ id: 'call_0', arguments: { phone } }));
		await runCounting({ ...agent, turns: [[a!], [b!]] });
		const { rounds } = await runCounting({ ...agent, turns: [[c!]] });
		expect(rounds[0]![0]!.error).toBe(
			`${message}. No call was placed. Do not try again before that time: tell the user when it will be possible.`,
		);
		expect(simulator.calls()).toHaveLength(2);
	});

	it('does not count what CallCow has refused, nor what Calling Hours have held back', async () => {
		for (let count = 0; count < 3; count++) {
			refusedRequest();
			await runCounting({ options: two });
		}
		await runCounting({
			options: { ...two, callingHours: { hours: { from: '20:00', to: '21:00' } } },
		});
		expect(simulator.calls()).toHaveLength(0);
		expect((await runCounting({ options: two, items: people(2) })).status).toBe('success');
	});

	it('does not count a number that Call Each Number At Most Once has skipped', async () => {
		const options = { ...two, callEachNumberAtMostOnce: 'ever' };
		await runCounting({ options });
		for (let count = 0; count < 3; count++) await runCounting({ options });
		await runCounting({ options, items: [{ phone: GB }] });
		expect(called()).toEqual([US, GB]);
	});

	it('leaves the numbers free for Call Each Number At Most Once that the day has no room for', async () => {
		const options = { ...two, callEachNumberAtMostOnce: 'ever' };
		const given = { options, items: people(5), node: { onError: 'continueErrorOutput' } as const };
		await runCounting(given);
		setClock('2026-03-31T14:00:00Z');
		expect(jsonOf(await runCounting(given)).filter(({ skipped }) => skipped === true)).toHaveLength(
			2,
		);
		setClock('2026-04-01T14:00:00Z');
		await runCounting(given);
		expect(called().sort()).toEqual(people(5).map(({ phone }) => phone));
	});

	it('counts a call once that Retry On Fail repeats, whatever came of the first try', async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		const { status } = await runCounting({
			options: { maximumCallsPerDay: 1, maxRetries: 0 },
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(status).toBe('success');
		expect(simulator.calls()).toHaveLength(1);
	});

	it('places no call when n8n cannot keep count, and says what it needs', async () => {
		deduplicator.before = () => {
			throw new Error('SQLITE_BUSY: database is locked');
		};
		const { error } = await runCounting({ options: two });
		expect(error?.message).toBe('n8n could not record that a call is being placed today');
		expect(error?.description).toContain('needs a saved workflow');
		expect(simulator.requests()).toEqual([]);
	});

	it.each([0, -1, 1.5, 100_001, 'many'])('refuses %j', async (maximumCallsPerDay) => {
		const { error } = await runCounting({ options: { maximumCallsPerDay } });
		expect(error?.message).toContain("'Maximum Calls per Day' must be a whole number");
		expect(simulator.requests()).toEqual([]);
	});

	it('refuses to go by a time zone of the workflow that is none', async () => {
		const { error } = await runCounting({ options: two, timezone: 'BST' });
		expect(error?.description).toContain("'Maximum Calls per Day' uses it");
		expect(simulator.requests()).toEqual([]);
	});
});

describe('the story of a list', () => {
	it('tells exactly what was placed and what was not tried when item 20 of 50 fails', async () => {
		const items = people(50);
		refusedRequest(items[20]!.phone);
		simulator.fault({ kind: 'slow', delayMs: 500, times: 100 });
		const { error } = await run({ items });
		expect(error).toMatchObject({
			message: "CallCow could not make a call from the 'Prompt': Unclear",
			context: { itemIndex: 20 },
			description: expect.stringContaining(
				'This was item 20 (+1415***2020). Placed in this run: 29 of 50 (items 0–19, 21–29). Not attempted: 20 (items 30–49).',
			),
		});
		expect(called().sort()).toEqual(
			items.filter((_, index) => index < 30 && index !== 20).map(({ phone }) => phone),
		);
		expect(simulator.requests()).toHaveLength(30);
	});

	it('tells what is in doubt beside the item that failed', async () => {
		const items = people(4);
		refusedRequest(items[0]!.phone);
		simulator.fault({ kind: 'reset', callMade: true, recipient: items[2]!.phone });
		const { error } = await run({ items, options: { maxRetries: 0 } });
		expect(error?.description).toContain(
			'This was item 0 (+1415***2000). Placed in this run: 2 of 4 (items 1, 3). Also unconfirmed: 1 (item 2).',
		);
	});

	it('sends nothing more after the first failure, also what waits for the rate limit', async () => {
		const items = people(50);
		refusedRequest(items[3]!.phone);
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 429,
			headers: { 'retry-after': '30' },
			times: 100,
		});
		const startedAt = realNow();
		const { error } = await run({ items });
		expect(error?.description).toContain('Placed in this run: 0 of 50. Not attempted: 49');
		expect(simulator.requests()).toHaveLength(30);
		expect(realNow() - startedAt).toBeLessThan(10_000);
	});

	it('tells in a hint how often the rate limit was met and how long was waited', async () => {
		const apiKey = simulator.apiKey;
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 429,
			headers: { 'retry-after': '1' },
		});
		// An address of its own has a pace of its own, which no other test has paused.
		const baseUrl = simulator.baseUrl.replace('127.0.0.1', 'localhost');
		const { hints } = await run({ account: { apiKey, baseUrl } });
		expect(hints).toEqual(["CallCow's rate limit was reached once, so the calls waited 1 s."]);
	});
});
