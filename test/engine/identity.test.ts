import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode, type NodeRun } from './engine';
import { toolSurfaces, useTool, type ToolSurface } from './tool-surfaces';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const JAN = '+4930901820';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
});
afterEach(() => {
	simulator.reset();
});
afterAll(async () => await simulator.close());

interface Given {
	parameters?: IDataObject;
	options?: IDataObject;
	node?: NodeRun['node'];
	executionId?: string;
}

/** The tool, whose number is the model's. */
const given = ({ parameters, options, node, executionId }: Given = {}): NodeRun => ({
	credential: {
		apiKey: simulator.apiKey,
		baseUrl: simulator.baseUrl,
		callbackSecret: '',
		requestsPerMinute: 100_000,
	} as unknown as NodeRun['credential'],
	parameters: {
		resource: 'call',
		operation: 'place',
		prompt: 'Confirm the appointment',
		recipientPhone: '={{ $json.phone }}',
		resultDestination: 'none',
		maximumWaitMinutes: 60,
		options: options ?? {},
		...parameters,
	} as NodeRun['parameters'],
	node: { type: 'n8n-nodes-callcow.callCowTool', ...node },
	...(executionId === undefined ? {} : { executionId }),
});

const called = () => simulator.calls().map((call) => call.recipient_phone);

let execution = 0;
beforeEach(() => {
	execution++;
});

/** Where there is an execution, it is the same one for all uses of a test. */
const use = async (surface: ToolSurface, phone: string, more: Given = {}) =>
	await useTool(surface, given({ executionId: `tool ${execution}`, ...more }), { phone });

let keys = 0;
/** One that no other test has used: the process remembers keys longer than a simulator that is reset. */
const newKey = () => `key ${++keys}`;

describe.each(toolSurfaces)('a tool that n8n runs by the surface %s', (surface) => {
	it('phones each number, though n8n hands the node the same for all, and answers with its own call', async () => {
		const answers = [];
		for (const phone of [SARAH, ANN, JAN]) answers.push(await use(surface, phone));
		expect(called()).toEqual([SARAH, ANN, JAN]);
		expect(answers).toEqual(
			simulator
				.calls()
				.map(({ recipient_phone, call_id }) => [
					expect.objectContaining({ success: true, recipient_phone, call_id }),
				]),
		);
	});

	it('never gives one number the key of another that was chosen for both', async () => {
		const options = { idempotencyKey: newKey() };
		await use(surface, SARAH, { options });
		const second = await use(surface, ANN, { options }).catch((error: Error) => [
			{ error: error.message },
		]);
		expect(second).toEqual([
			{ error: expect.stringContaining("'Idempotency Key' was used for another number") },
		]);
		expect(called()).toEqual([SARAH]);
	});

	it('refuses to wait for a result before it phones, in words for the place', async () => {
		const parameters = { operation: 'placeAndWait' };
		const answer = await use(surface, SARAH, { parameters }).catch((error: Error) => error.message);
		const words = {
			mcp: /MCP Server Trigger cannot wait/,
			mcpOnWorker: /MCP Server Trigger cannot wait/,
			oldAgent: /this AI Agent cannot wait/,
			assistant: /outside of an execution here/,
		}[surface];
		// An agent older than version 3 reads nothing of what is thrown.
		expect(answer).toEqual(
			surface === 'oldAgent'
				? [{ error: expect.stringMatching(words) }]
				: expect.stringMatching(words),
		);
		expect(simulator.requests()).toEqual([]);
	});

	it('tells of a bad number so that its reader gets all of it', async () => {
		const answer = await use(surface, 'call Sarah').catch((error: Error) => error.message);
		const words = expect.stringMatching(/^'Recipient Phone' .*No call was placed/);
		expect(answer).toEqual(surface === 'oldAgent' ? [{ error: words }] : words);
		expect(simulator.requests()).toEqual([]);
	});
});

describe.each(['mcp', 'assistant'] as const)(
	'without an execution, by the surface %s',
	(surface) => {
		it('takes each run for a call of its own', async () => {
			await use(surface, SARAH);
			await use(surface, SARAH);
			expect(called()).toEqual([SARAH, SARAH]);
		});
	},
);

describe.each(['mcpOnWorker', 'oldAgent'] as const)(
	'in an execution, by the surface %s',
	(surface) => {
		it('recognizes a call whose run n8n repeats', async () => {
			const executionId = `stalled on ${surface}`;
			await use(surface, SARAH, { executionId });
			await use(surface, SARAH, { executionId });
			expect(called()).toEqual([SARAH]);
		});
	},
);

describe.each(['mcp', 'oldAgent'] as const)('two uses at once, by the surface %s', (surface) => {
	const ofModel = { parameters: { recipientPhone: "={{ $fromAI('phone', '', 'string') }}" } };

	it('do not phone the person of the other one', async () => {
		const answer = await useTool(
			surface,
			given({ executionId: `tool ${execution}`, ...ofModel }),
			{ phone: ANN },
			{ phone: SARAH },
		).catch((error: Error) => [{ error: error.message }]);
		expect(answer).toEqual([
			{ error: expect.stringMatching(/^n8n mixed up the arguments.*No call was placed/) },
		]);
		expect(simulator.requests()).toEqual([]);
	});

	it('phone their own person', async () => {
		await use(surface, ANN, ofModel);
		expect(called()).toEqual([ANN]);
	});
});

describe.each(['mcp', 'mcpOnWorker', 'oldAgent', 'assistant'] as const)(
	'a call that may have been placed, by the surface %s',
	(surface) => {
		const once = { maxRetries: 0 };
		/** Answers in doubt may be thrown or given; that they are, others test. */
		const ask = async (phone: string) =>
			await use(surface, phone, { options: once }).catch((error: Error) => [
				{ error: error.message } as IDataObject,
			]);

		it('is not made twice when the model asks for it again, and its answer comes then', async () => {
			simulator.fault({ kind: 'answer', status: 503, callMade: true });
			expect(await ask(SARAH)).toEqual([{ error: expect.stringContaining('may or may not') }]);
			const [again] = await ask(SARAH);
			expect(again).toMatchObject({ success: true, call_id: simulator.calls()[0]!.call_id });
			expect(called()).toEqual([SARAH]);
		});

		it('is made when the model asks for it again, and it was not made before', async () => {
			simulator.fault({ kind: 'answer', status: 503, callMade: false });
			await ask(SARAH);
			expect(await ask(SARAH)).toMatchObject([{ success: true }]);
			expect(called()).toEqual([SARAH]);
		});

		it('keeps nobody else from being phoned, and nobody from being phoned again after that', async () => {
			simulator.fault({ kind: 'answer', status: 503, callMade: true });
			await ask(SARAH);
			await ask(ANN);
			await ask(SARAH);
			await ask(SARAH);
			expect(called()).toEqual([
				SARAH,
				ANN,
				...(surface === 'mcp' || surface === 'assistant' ? [SARAH] : []),
			]);
		});
	},
);

describe('over the MCP Server Trigger', () => {
	const retried = { retryOnFail: true };
	const once = { maxRetries: 0 };

	it('throws what CallCow does not take, which marks it as an error', async () => {
		simulator.fault({ kind: 'answer', status: 503, callMade: true });
		await expect(use('mcp', SARAH, { options: once })).rejects.toThrow(/may or may not/);
	});

	it('gives it as an item where Retry On Fail would place the call once more', async () => {
		simulator.fault({ kind: 'answer', status: 503, callMade: true });
		expect(await use('mcp', SARAH, { options: once, node: retried })).toEqual([
			{ error: expect.stringMatching(/may or may not have been placed/) },
		]);
	});

	it('throws a refusal all the same, which is no call', async () => {
		await expect(use('mcp', 'call Sarah', { node: retried })).rejects.toThrow("'Recipient Phone'");
	});
});

describe('tool calls that all have the ID call_0', () => {
	const call = (phone: string) => ({ id: 'call_0', arguments: { phone } });
	const run = async (turns: NodeRun['turns'], more: Given = {}) =>
		await runNode({ ...given(more), turns });

	it('are calls of their own in every turn', async () => {
		const { rounds } = await run([[call(SARAH)], [call(SARAH)], [call(ANN)]]);
		expect(called()).toEqual([SARAH, SARAH, ANN]);
		expect(rounds.map(([item]) => item!.call_id)).toEqual(
			simulator.calls().map(({ call_id }) => call_id),
		);
	});

	it('are one call when one turn repeats it', async () => {
		const { rounds } = await run([[call(SARAH), call(ANN), call(SARAH)], [call(SARAH)]]);
		expect(called()).toEqual([SARAH, ANN, SARAH]);
		const [first, , repeated, later] = rounds.map(([item]) => item!.call_id);
		expect(repeated).toBe(first);
		expect(later).not.toBe(first);
	});

	it('are one call in later turns too, while it is in doubt', async () => {
		simulator.fault({ kind: 'answer', status: 503, callMade: true });
		const { rounds } = await run([[call(SARAH)], [call(SARAH)], [call(SARAH)]], {
			options: { maxRetries: 0 },
		});
		expect(called()).toEqual([SARAH, SARAH]);
		const [, second, third] = rounds.map(([item]) => item!.call_id);
		expect([second, third]).toEqual(simulator.calls().map(({ call_id }) => call_id));
	});

	it('are placed once in each turn when Retry On Fail repeats the node', async () => {
		for (const recipient of [SARAH, ANN]) {
			simulator.fault({ kind: 'answer', status: 503, callMade: true, recipient });
		}
		const { rounds } = await run([[call(SARAH)], [call(ANN)], [call(SARAH)]], {
			options: { maxRetries: 0 },
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(called()).toEqual([SARAH, ANN, SARAH]);
		expect(rounds.every(([item]) => item!.success === true)).toBe(true);
	});
});

describe('a key that the user has chosen', () => {
	const asNode = { type: 'n8n-nodes-callcow.callCow' };
	const run = async (items: IDataObject[], more: Given) =>
		await runNode({ ...given({ node: asNode, ...more }), items });

	it('recognizes a call to the same number across executions', async () => {
		const options = { idempotencyKey: newKey() };
		const first = await run([{ phone: SARAH }], { options });
		const second = await run([{ phone: SARAH }], { options });
		expect(called()).toEqual([SARAH]);
		expect(second.outputs[0]![0]!.json.call_id).toBe(first.outputs[0]![0]!.json.call_id);
	});

	it('is refused for another number before anybody of the list is phoned', async () => {
		const key = newKey();
		const options = { idempotencyKey: '={{ $json.key }}' };
		await run([{ phone: SARAH, key }], { options });
		const { error } = await run(
			[
				{ phone: JAN, key: newKey() },
				{ phone: ANN, key },
			],
			{ options },
		);
		expect(error?.message).toBe(
			"'Idempotency Key' was used for another number less than five minutes ago",
		);
		expect(called()).toEqual([SARAH]);
	});

	it('serves another number when CallCow has certainly not placed the first call', async () => {
		simulator.fault({ kind: 'answer', status: 422, callMade: false, body: { error: 'Unclear' } });
		const options = { idempotencyKey: newKey() };
		expect((await run([{ phone: SARAH }], { options })).status).toBe('error');
		expect((await run([{ phone: ANN }], { options })).status).toBe('success');
		expect(called()).toEqual([ANN]);
	});

	it('does not let an execution wait for a result that goes to another one', async () => {
		const waits = {
			parameters: { operation: 'placeAndWait' },
			options: { idempotencyKey: newKey() },
		};
		expect((await run([{ phone: SARAH }], waits)).status).toBe('waiting');
		const second = await run([{ phone: SARAH }], waits);
		expect(second.status).toBe('error');
		expect(second.error?.message).toContain('its result goes elsewhere');
		expect(simulator.requests()).toHaveLength(1);
	});

	it('lets the same execution wait when Retry On Fail repeats the node', async () => {
		simulator.fault({ kind: 'answer', status: 503, callMade: true });
		const { status } = await run([{ phone: SARAH }], {
			parameters: { operation: 'placeAndWait' },
			options: { idempotencyKey: newKey(), maxRetries: 0 },
			node: { ...asNode, retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(status).toBe('waiting');
		expect(called()).toEqual([SARAH]);
	});
});
