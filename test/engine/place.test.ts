import type { INode } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { deriveCallbackSecret } from '../../nodes/CallCow/domain/secret';
import { runNode, type NodeRun } from './engine';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ allowPrivateCallbacks: true, requestsPerMinute: 100_000 });
});
afterEach(async () => await simulator.reset());
afterAll(async () => await simulator.close());

const PEOPLE = [
	{ phone: '+1 (415) 555-2671', name: 'Sarah' },
	{ phone: '0044 20 7946 0958', name: 'Ann' },
	{ phone: '+49 30 901820', name: 'Jan' },
];

/** Places a call for each item's number; no result is asked for. */
const place = async (given: Partial<NodeRun> & { options?: object } = {}) =>
	await runNode({
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		items: PEOPLE,
		...given,
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: '=Confirm the appointment of {{ $json.name }}',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			options: given.options ?? {},
			...given.parameters,
		} as NodeRun['parameters'],
	});

const jsonOf = (items: Array<{ json: object }> | undefined) => items?.map(({ json }) => json);

describe('Place', () => {
	it('places a call for each item and gives one paired item for each, in order', async () => {
		const { status, outputs } = await place();
		expect(status).toBe('success');
		const calls = simulator.calls();
		expect(calls.map((call) => call.recipient_phone).sort()).toEqual(
			['+14155552671', '+442079460958', '+4930901820'].sort(),
		);
		const byNumber = new Map(calls.map((call) => [call.recipient_phone, call]));
		expect(outputs[0]).toEqual(
			['+14155552671', '+442079460958', '+4930901820'].map((number, item) => ({
				json: {
					success: true,
					workflow_id: byNumber.get(number)!.workflow_id,
					call_id: byNumber.get(number)!.call_id,
					recipient_phone: number,
					idempotency_key: expect.stringMatching(/^n8n-[0-9a-f]{40}$/),
					result_destination: 'none',
				},
				pairedItem: { item },
			})),
		);
		expect(byNumber.get('+14155552671')!.prompt).toBe('Confirm the appointment of Sarah');
	});

	it('gives every call a key of its own, and the same one when the node run is repeated', async () => {
		const keys = async (executionId: string) =>
			(await place({ executionId })).outputs[0]!.map(({ json }) => json.idempotency_key);
		const first = await keys('1');
		expect(new Set(first).size).toBe(3);
		expect(await keys('1')).toEqual(first);
		expect(simulator.calls()).toHaveLength(3);
		expect(await keys('2')).not.toEqual(first);
		expect(simulator.calls()).toHaveLength(6);
	});

	it('takes the ID of the tool call for the key when an agent uses the node', async () => {
		const key = async (toolCallId: string, executionId: string) => {
			const { outputs } = await place({
				items: [{ phone: '+14155552671', toolCallId }],
				executionId,
				node: { type: 'n8n-nodes-callcow.callCowTool' },
			});
			return outputs[0]![0]!.json.idempotency_key;
		};
		const first = await key('call_a', '1');
		expect(await key('call_a', '1')).toBe(first);
		expect(await key('call_b', '1')).not.toBe(first);
		expect(await key('call_a', '2')).not.toBe(first);
	});

	it('takes the Idempotency Key and the Default Country that the user gives', async () => {
		const { outputs } = await place({
			items: [{ phone: '(415) 555-2671', id: 7 }],
			options: { idempotencyKey: '=row-{{ $json.id }}', defaultCountry: 'us' },
		});
		expect(outputs[0]![0]!.json).toMatchObject({
			recipient_phone: '+14155552671',
			idempotency_key: 'row-7',
		});
	});

	it('reads a number that a spreadsheet gives as a number', async () => {
		const { outputs } = await place({
			items: [{ phone: 4155552671 }],
			options: { defaultCountry: 'US' },
		});
		expect(outputs[0]![0]!.json.recipient_phone).toBe('+14155552671');
	});
});

describe('Place: where the result goes', () => {
	const trigger = { url: 'http://127.0.0.1:5678/webhook/abc/callcow', workflowId: 'workflow-1' };
	const registered = (entries: object) => ({ global: { callCowTriggers: entries } }) as never;
	const auto = { parameters: { resultDestination: 'auto' }, items: [PEOPLE[0]!] };

	describe('on a worker that was not told what the trigger has registered', () => {
		const standing = (more: Partial<INode> = {}): INode => ({
			id: 'trigger',
			name: 'CallCow Trigger',
			type: 'n8n-nodes-callcow.callCowTrigger',
			typeVersion: 1.1,
			position: [0, 200],
			webhookId: 'the-webhook-id',
			parameters: {},
			...more,
		});
		const onWorker = { ...auto, mode: 'webhook' as const };

		it('finds the one that stands in the workflow', async () => {
			const { outputs, hints } = await place({ ...onWorker, otherNodes: [standing()] });
			expect(outputs[0]![0]!.json.result_destination).toBe('trigger');
			expect(hints).toEqual([]);
			expect(simulator.calls()[0]!.callback_url).toBe(
				'http://127.0.0.1:5678/webhook/the-webhook-id/callcow',
			);
		});

		it('puts its URL together as n8n does when it has no webhook ID', async () => {
			await place({ ...onWorker, otherNodes: [standing({ webhookId: undefined })] });
			expect(simulator.calls()[0]!.callback_url).toBe(
				'http://127.0.0.1:5678/webhook/workflow-1/callcow%20trigger/callcow',
			);
		});

		it('takes the one that stands there when it is executed by hand, and says on what it depends', async () => {
			const given = { ...auto, mode: 'manual' as const, otherNodes: [standing()] };
			const { outputs, hints } = await place(given);
			expect(outputs[0]![0]!.json.result_destination).toBe('trigger');
			expect(hints).toEqual([expect.stringContaining('only if the workflow is published')]);
			expect(simulator.calls()[0]!.callback_url).toBe(
				'http://127.0.0.1:5678/webhook/the-webhook-id/callcow',
			);
		});

		it.each([
			['it is disabled', { otherNodes: [standing({ disabled: true })] }],
			[
				'it is for a CallCow workflow',
				{ otherNodes: [standing({ parameters: { source: 'workflow' } })] },
			],
			[
				'another workflow has started it',
				{ mode: 'integrated' as const, otherNodes: [standing()] },
			],
			[
				'it is executed by hand where n8n says that none is left',
				{ mode: 'manual' as const, otherNodes: [standing()], staticData: registered({}) },
			],
			[
				'it is executed by hand, and two stand there',
				{ mode: 'manual' as const, otherNodes: [standing(), standing({ name: 'Another' })] },
			],
		])('says that no result comes back when %s', async (_, given) => {
			const { outputs, hints } = await place({ ...onWorker, ...given });
			expect(outputs[0]![0]!.json.result_destination).toBe('none');
			expect(hints).toEqual([
				expect.stringContaining('The results of these calls will not come back'),
			]);
		});
	});

	it('sends it to the trigger of this workflow, with the derived secret and the reference', async () => {
		const { outputs, hints } = await place({
			...auto,
			staticData: registered({ node1: trigger }),
			options: { reference: '=row {{ 3 + 4 }}' },
		});
		expect(simulator.calls()[0]).toMatchObject({
			callback_url: `${trigger.url}?reference=row+7`,
			has_secret: true,
		});
		const [request] = simulator.requests();
		expect((request!.body as { callback_secret: string }).callback_secret).toBe(
			deriveCallbackSecret(simulator.apiKey),
		);
		expect(outputs[0]![0]!.json).toMatchObject({
			result_destination: 'trigger',
			reference: 'row 7',
		});
		expect(hints).toEqual([]);
	});

	it.each(['https://n8n.example.com', 'https://b.example.com/n8n'])(
		'sends it to the present address of this n8n, %s, which may have changed since activation',
		async (address) => {
			await place({ ...auto, address, staticData: registered({ node1: trigger }) });
			expect(simulator.calls()[0]).toMatchObject({
				callback_url: `${address}/webhook/abc/callcow`,
			});
		},
	);

	it.each([
		['there is no trigger', {}],
		['the entry is of another workflow', { node1: { ...trigger, workflowId: 'workflow-0' } }],
	])('places the call and says that no result comes back when %s', async (_, entries) => {
		const { outputs, hints } = await place({ ...auto, staticData: registered(entries) });
		expect(simulator.calls()[0]).toMatchObject({ callback_url: null });
		expect(outputs[0]![0]!.json.result_destination).toBe('none');
		expect(hints).toEqual([expect.stringContaining('no active CallCow Trigger')]);
	});

	it('refuses to guess between two triggers', async () => {
		const { error } = await place({
			...auto,
			staticData: registered({ a: trigger, b: { ...trigger, url: `${trigger.url}2` } }),
		});
		expect(error?.message).toBe(
			'This workflow has 2 active CallCow Triggers, but the result can go to only one',
		);
		expect(simulator.calls()).toEqual([]);
	});

	it('sends it to a URL with the secret of the credential', async () => {
		const { outputs } = await place({
			items: [PEOPLE[0]!],
			credential: {
				apiKey: simulator.apiKey,
				baseUrl: simulator.baseUrl,
				callbackSecret: 'my own secret',
				requestsPerMinute: 100_000,
			},
			parameters: { resultDestination: 'url', callbackUrl: 'https://n8n.example.com/x?a=1' },
		});
		expect(simulator.calls()[0]).toMatchObject({
			callback_url: 'https://n8n.example.com/x?a=1',
			has_secret: true,
		});
		expect(outputs[0]![0]!.json.result_destination).toBe('url');
	});

	it('warns of a test URL', async () => {
		const { hints } = await place({
			items: [PEOPLE[0]!],
			parameters: { resultDestination: 'url', callbackUrl: 'http://127.0.0.1/webhook-test/a' },
		});
		expect(hints).toEqual([expect.stringContaining("'Callback URL' is a test URL")]);
	});

	const vendor = { apiKey: 'ck_live_x', baseUrl: 'https://www.callcow.ai/api', callbackSecret: '' };

	it('stops before dialling when CallCow could not reach this n8n', async () => {
		const { error } = await place({
			...auto,
			credential: vendor,
			staticData: registered({ node1: trigger }),
		});
		expect(error?.message).toBe('CallCow cannot reach this n8n at http://127.0.0.1:5678');
		expect(error?.description).toContain('N8N_WEBHOOK_URL');
		expect(error?.description).toContain('WEBHOOK_URL');
	});

	it.each(['http://n8n.example.com/x', 'https://10.0.0.5/x', 'https://n8n/x'])(
		'stops before dialling when the Callback URL is %s',
		async (callbackUrl) => {
			const { error } = await place({
				credential: vendor,
				parameters: { resultDestination: 'url', callbackUrl },
			});
			expect(error?.message).toContain("CallCow cannot reach the 'Callback URL'");
		},
	);
});

describe('Place: check everything, then dial', () => {
	const oneBad = [PEOPLE[0]!, { phone: '+1 415 555', name: 'Bad' }, PEOPLE[2]!];

	it('places no call at all when one item of three is bad', async () => {
		const { status, error } = await place({ items: oneBad });
		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: "'Recipient Phone' has too few digits: +14***55",
			context: { itemIndex: 1 },
			description: expect.stringContaining('No call was placed, because all items are checked'),
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('phones the good ones when the user continues on error', async () => {
		const { status, outputs } = await place({
			items: oneBad,
			node: { onError: 'continueRegularOutput' },
		});
		expect(status).toBe('success');
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(outputs[0]![1]!.json).toEqual({
			error: "'Recipient Phone' has too few digits: +14***55",
			message: expect.any(String),
			details: { placed: 'no' },
		});
		expect(simulator.calls()).toHaveLength(2);
	});

	it('sends the bad one to the error output, with the input beside it', async () => {
		const { outputs } = await place({
			items: oneBad,
			node: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toHaveLength(2);
		expect(jsonOf(outputs[1])).toEqual([
			{
				...oneBad[1],
				error: expect.stringContaining("'Recipient Phone'"),
				message: expect.any(String),
				details: { placed: 'no' },
			},
		]);
		expect(simulator.calls()).toHaveLength(2);
	});

	it.each([
		['an empty Prompt', { prompt: '  ' }, {}, "'Prompt' must not be empty"],
		[
			'an empty number',
			{ recipientPhone: '={{ " " }}' },
			{},
			"'Recipient Phone' must not be empty",
		],
		[
			'a missing field',
			{ recipientPhone: '={{ $json.nothing }}' },
			{},
			"'Recipient Phone' must not",
		],
		['no country', { recipientPhone: '(415) 555-2671' }, {}, 'has no country code'],
		[
			'an unknown country',
			{},
			{ defaultCountry: 'XX' },
			"'Default Country' must be a two-letter country code",
		],
		[
			'a negative timeout',
			{},
			{ timeoutSeconds: -1 },
			"'Timeout (Seconds)' must be a whole number",
		],
		[
			'too many retries',
			{},
			{ maxRetries: 11 },
			"'Max Retries' must be a whole number from 0 to 10",
		],
		['a long reference', {}, { reference: 'x'.repeat(501) }, "'Reference' must not be longer"],
		[
			'one key for all',
			{},
			{ idempotencyKey: 'same' },
			"'Idempotency Key' is the same for items 0",
		],
		['a bad destination', { resultDestination: 'moon' }, {}, "'Send Result To' must be"],
		['no URL', { resultDestination: 'url', callbackUrl: 'x' }, {}, "'Callback URL' is not a web"],
	])('refuses %s and names the parameter', async (_, parameters, options, message) => {
		const { error } = await place({ parameters: parameters as never, options });
		expect(error?.message).toContain(message);
		expect(simulator.requests()).toEqual([]);
	});

	it('refuses a credential without a key', async () => {
		const { error } = await place({ credential: { apiKey: '', baseUrl: simulator.baseUrl } });
		expect(error?.message).toBe("The CallCow credential has no 'API Key'");
	});
});

describe('Place: what CallCow answers', () => {
	it.each([
		[400, 'CallCow did not accept the request'],
		[401, 'CallCow did not accept the API key'],
		[404, 'CallCow answered with status 404'],
		[409, 'CallCow has already used the workflow'],
		[410, 'has expired'],
		[422, "CallCow could not make a call from the 'Prompt'"],
		[302, 'CallCow answered with a redirect'],
	])('%d is explained and sent once', async (status, message) => {
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status,
			headers: { location: `${simulator.origin}/elsewhere` },
			body: { error: 'The reason' },
			times: 10,
		});
		const { error } = await place({ items: [PEOPLE[0]!] });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(
			'This was item 0 (+1415***2671). Placed in this run: 0 of 1.',
		);
		expect(error?.httpCode).toBe(String(status));
		expect(simulator.requests()).toHaveLength(1);
	});

	it('says in the fields of the form what CallCow did not accept', async () => {
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 400,
			body: {
				error: 'Validation failed',
				details: { fieldErrors: { recipient_phone: ['Invalid'] }, formErrors: [] },
			},
		});
		const { error } = await place({ items: [PEOPLE[0]!] });
		expect(error?.description).toContain('Recipient Phone: Invalid');
	});

	it('says that the call may have been placed when no answer came', async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		const { error } = await place({ items: [PEOPLE[0]!], options: { maxRetries: 0 } });
		expect(error?.message).toBe('CallCow did not answer in 1 attempt: the connection was lost');
		expect(error?.description).toContain('may or may not have been placed');
	});

	it('names a time-out', async () => {
		simulator.fault({ kind: 'slow', delayMs: 20_000 });
		const { error } = await place({
			items: [PEOPLE[0]!],
			options: { maxRetries: 0, timeoutSeconds: 1 },
		});
		expect(error?.message).toContain('no answer within 1 seconds');
	});

	it('names a refused connection', async () => {
		const gone = await startSimulator();
		await gone.close();
		const { error } = await place({
			items: [PEOPLE[0]!],
			credential: { apiKey: 'ck_live_x', baseUrl: gone.baseUrl },
			options: { maxRetries: 0 },
		});
		expect(error?.message).toContain('the connection was refused');
	});

	it('waits for the rate limit as long as CallCow says', async () => {
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 429,
			headers: { 'retry-after': '1' },
			body: { error: 'Rate limit exceeded' },
		});
		const startedAt = Date.now();
		const { status } = await place({ items: [PEOPLE[0]!] });
		expect(status).toBe('success');
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
		expect(simulator.calls()).toHaveLength(1);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'calls everybody else of a long list of which one is refused, with %s',
		async (onError) => {
			// More than leave at once: the last one has not left when the first one fails.
			const items = Array.from({ length: 31 }, (_, index) => ({
				name: 'somebody',
				phone: `+1415555${2_000 + index}`,
			}));
			const [refused, ...others] = items.map(({ phone }) => phone);
			simulator.fault([
				{
					kind: 'answer',
					callMade: false,
					status: 422,
					body: { error: 'Unclear' },
					recipient: refused!,
				},
				...others
					.slice(0, -1)
					.map((recipient) => ({ kind: 'slow' as const, delayMs: 300, recipient })),
			]);
			await place({ items, node: { onError } });
			const called = simulator.calls().map((call) => call.recipient_phone);
			expect(called.sort()).toEqual(others);
		},
	);

	it('stops dialling at once when the execution is cancelled', async () => {
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 429,
			headers: { 'retry-after': '30' },
			times: 10,
		});
		const { status } = await place({
			items: [PEOPLE[0]!],
			node: { onError: 'continueRegularOutput' },
			onStarted: (stop) => {
				const unsubscribe = simulator.subscribe((event) => {
					if (event.type !== 'faultMet') return;
					unsubscribe();
					stop();
				});
			},
		});
		expect(status).toBe('canceled');
		expect(simulator.requests()).toHaveLength(1);
	});

	it('tells of a cancelled list which items were placed, are in doubt and were not tried', async () => {
		// Of its own: nobody else has used up the pace of this account.
		const unhurried = await startSimulator({ script: { default: { outcome: 'manual' } } });
		unhurried.fault({ kind: 'slow', delayMs: 60_000, times: 1, recipient: '+442079460958' });
		const { status, error } = await place({
			items: PEOPLE,
			credential: {
				apiKey: unhurried.apiKey,
				baseUrl: unhurried.baseUrl,
				callbackSecret: '',
				requestsPerMinute: 2,
			},
			onStarted: (stop) => {
				const unsubscribe = unhurried.subscribe((event) => {
					if (event.type !== 'faultMet') return;
					unsubscribe();
					stop();
				});
			},
		});
		await unhurried.close();
		expect(status).toBe('canceled');
		expect(error).toMatchObject({
			message:
				'The execution was canceled. Placed in this run: 1 of 3 (item 0). Unconfirmed: 1 (item 1). Not attempted: 1 (item 2).',
			description: expect.stringMatching(/^CallCow may have placed the unconfirmed calls/),
		});
	});
});

describe('Place: secrets and numbers', () => {
	it('keeps number, key and secret out of everything that is stored when calls do not work', async () => {
		const secret = deriveCallbackSecret(simulator.apiKey);
		const runs = [];
		for (const fault of [
			{
				kind: 'answer',
				callMade: false,
				status: 400,
				body: { error: `+14155552671 ${simulator.apiKey} ${secret}` },
			},
			{ kind: 'reset', callMade: false },
			{ kind: 'answer', callMade: false, status: 500, body: 'call +14155552671 not made' },
		] as const) {
			simulator.fault(fault);
			runs.push(
				await place({
					items: [{ name: 'Sarah' }],
					parameters: { recipientPhone: '+14155552671' },
					options: { maxRetries: 0 },
				}),
			);
		}
		for (const { status, error, hints } of runs) {
			expect(status).toBe('error');
			const stored = JSON.stringify([
				{ ...error, node: undefined },
				error?.message,
				error?.stack,
				hints,
			]);
			expect(stored).not.toContain('4155552671');
			expect(stored).not.toContain(simulator.apiKey);
			expect(stored).not.toContain(secret);
		}
	});
});
