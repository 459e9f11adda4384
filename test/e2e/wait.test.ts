/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution, StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';
import { withCallStage } from '../support/call-stage';
import { callCowCredential } from '../support/credentials';
import { itWhereN8nHas, itWhereN8nLacks, n8nHas } from '../support/tested-version';
import { deliver, lastCallback, runUntilWaiting, type Callback } from '../support/waiting-call';
import { byHand, callCow, end, list, node, workflowOf } from '../support/workflow-builder';

const SARAH = { name: 'Sarah', phone: '+14155552671' };

const stage = withCallStage({ script: { default: { outcome: 'manual' } } });

const waitingNode = (
	parameters: IDataObject = {},
	useCredential = stage.callCow,
	settings: Partial<INode> = {},
) =>
	callCow(
		useCredential,
		{
			operation: 'placeAndWait',
			prompt: '=Confirm the appointment of {{ $json.name }}',
			recipientPhone: '={{ $json.phone }}',
			maximumWaitMinutes: 60,
			...parameters,
		},
		settings,
	);

/** Tells which person's item an item behind the CallCow node is paired with. */
const paired = (name: string) =>
	node(
		name,
		'n8n-nodes-base.set',
		{
			assignments: {
				assignments: [
					{ id: '1', name: 'person', type: 'string', value: "={{ $('List').item.json.name }}" },
				],
			},
			includeOtherFields: true,
			options: {},
		},
		{ typeVersion: 3.4 },
	);

const oneCall = (parameters: IDataObject = {}, useCredential = stage.callCow) =>
	workflowOf('Wait', [
		byHand(),
		list([SARAH]),
		waitingNode(parameters, useCredential),
		paired('Result'),
	]);

const OUTPUTS = ['Answered', 'Voicemail', 'Not Reached', 'No Result'];

function byOutcome(
	parameters: IDataObject = {},
	useCredential = stage.callCow,
	settings: Partial<INode> = {},
): WorkflowDefinition {
	const outputs = settings.onError === 'continueErrorOutput' ? [...OUTPUTS, 'Error'] : OUTPUTS;
	const definition = workflowOf(
		'Wait, by outcome',
		[
			byHand(),
			list([SARAH]),
			waitingNode({ options: { outputs: 'byOutcome' }, ...parameters }, useCredential, settings),
		],
		...outputs.map((name) => [paired(name)]),
	);
	definition.connections.CallCow = {
		main: outputs.map((name) => [{ node: name, type: 'main', index: 0 }]),
	};
	return definition;
}

/** One minute is the least there is: these wait while the other tests run, begun first and looked at last. */
let silent: Simulator;
let silentCredential: StoredCredential;
let inVain: { one: string; outputs: string | undefined; callback: Callback };

beforeAll(async () => {
	silent = await startSimulator({
		allowPrivateCallbacks: true,
		script: { default: { outcome: 'manual' } },
	});
	silentCredential = await stage.n8n.createCredential(callCowCredential(silent));
	const start = async (build: typeof oneCall) => {
		const workflow = build({ maximumWaitMinutes: 1 }, silentCredential);
		return await runUntilWaiting(stage.n8n, (await stage.n8n.createWorkflow(workflow)).id);
	};
	const one = await start(oneCall);
	inVain = {
		one,
		callback: lastCallback(silent),
		outputs: n8nHas('outputsAfterWaiting') ? await start(byOutcome) : undefined,
	};
}, 60_000);

afterAll(async () => {
	await stage.n8n.deleteCredential(silentCredential.id);
	await silent.close();
});

const ended = async (executionId: string) => await stage.n8n.waitForExecution(executionId, 30_000);

describe('a call that ends in time', () => {
	it('lets the stored execution go on with its result', async () => {
		stage.simulator.script({
			default: { outcome: 'answered', afterMs: 1_500, summary: 'She will come.' },
		});
		const id = await stage.create(oneCall({ options: { reference: 'row 7' } }));
		const execution = await ended(await runUntilWaiting(stage.n8n, id));
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Result')).toEqual([
			expect.objectContaining({
				outcome: 'answered',
				call_id: stage.simulator.calls()[0]!.call_id,
				call_summary: 'She will come.',
				recipient_phone: '+14155552671',
				reference: 'row 7',
				person: 'Sarah',
			}),
		]);
		expect(stage.simulator.deliveries()).toEqual([
			expect.objectContaining({ status: 200, response_body: '{"received":true}' }),
		]);
	});

	const outputOf = [
		['answered', 'Answered'],
		['voicemail', 'Voicemail'],
		['no_answer', 'Not Reached'],
		['busy', 'Not Reached'],
		['failed', 'Not Reached'],
		['canceled', 'Not Reached'],
	] as const;
	const leavesByItsOutput = async (outcome: (typeof outputOf)[number][0], output: string) => {
		const executionId = await runUntilWaiting(stage.n8n, await stage.create(byOutcome()));
		await stage.simulator.decide(stage.simulator.calls()[0]!.call_id, { outcome });
		const execution = await ended(executionId);
		expect(execution.status).toBe('success');
		expect(OUTPUTS.map((name) => itemsOf(execution, name).length)).toEqual(
			OUTPUTS.map((name) => (name === output ? 1 : 0)),
		);
		expect(itemsOf(execution, output)[0]).toMatchObject({
			outcome,
			person: 'Sarah',
			recipient_phone: '+14155552671',
		});
	};
	for (const [outcome, output] of outputOf) {
		itWhereN8nHas('outputsAfterWaiting')(
			`leaves by its own output when it is ${outcome}: ${output}`,
			async () => await leavesByItsOutput(outcome, output),
		);
	}
});

/** Where n8n 2 adds an empty item beside what other outputs have, and passes on the input of a node that throws. */
describe('results by outcome with Always Output Data and an error output', () => {
	const settings = { alwaysOutputData: true, onError: 'continueErrorOutput' } as const;
	const reached = (execution: Execution) =>
		[...OUTPUTS, 'Error'].filter((name) => itemsOf(execution, name).length > 0);

	itWhereN8nHas('outputsAfterWaiting')('leave by their own output alone', async () => {
		const id = await stage.create(byOutcome({}, stage.callCow, settings));
		for (const [outcome, output] of [
			['voicemail', 'Voicemail'],
			['busy', 'Not Reached'],
		] as const) {
			const executionId = await runUntilWaiting(stage.n8n, id);
			await stage.simulator.decide(stage.simulator.calls().at(-1)!.call_id, { outcome });
			const execution = await ended(executionId);
			expect(execution.status).toBe('success');
			expect(reached(execution)).toEqual([output]);
			expect(itemsOf(execution, output)).toEqual([
				expect.objectContaining({ outcome, person: 'Sarah' }),
			]);
		}
	});

	const failsAlone = async (definition: WorkflowDefinition, message: string) => {
		const execution = await stage.run(definition);
		expect(execution.status).toBe('success');
		expect(reached(execution)).toEqual(['Error']);
		expect(itemsOf(execution, 'Error')).toEqual([
			expect.objectContaining({
				...SARAH,
				person: 'Sarah',
				error: expect.stringContaining(message),
			}),
		]);
		expect(stage.simulator.requests()).toEqual([]);
	};

	itWhereN8nHas('outputsAfterWaiting')('leave nothing beside a refused item', async () => {
		await failsAlone(
			byOutcome({ recipientPhone: '+1 415' }, stage.callCow, settings),
			"'Recipient Phone'",
		);
	});

	itWhereN8nHas('outputsAfterWaiting')('leave nothing without an API key', async () => {
		const incomplete = await stage.n8n.createCredential(
			callCowCredential(stage.simulator, { apiKey: '' }),
		);
		await failsAlone(byOutcome({}, incomplete, settings), "has no 'API Key'");
		await stage.n8n.deleteCredential(incomplete.id);
	});
});

describe('results by outcome', () => {
	itWhereN8nLacks('outputsAfterWaiting')('are refused before anybody is phoned', async () => {
		const execution = await ended(await stage.n8n.run(await stage.create(byOutcome()), 'By hand'));
		expect(execution.data.resultData.error).toMatchObject({
			message: 'This version of n8n cannot send results to outputs by outcome',
			description: expect.stringContaining('n8n 2.39'),
		});
		expect(stage.simulator.requests()).toEqual([]);
	});
});

describe('a callback that is not the result of the waiting call', () => {
	it('is refused, and the good one still lets the execution go on', async () => {
		const executionId = await runUntilWaiting(stage.n8n, await stage.create(oneCall()));
		const callback = lastCallback(stage.simulator);
		const withoutNonce = new URL(callback.url);
		withoutNonce.searchParams.delete('call');
		const answers = [
			await deliver(callback, { secret: 'wrong' }),
			await deliver({ ...callback, url: withoutNonce.toString() }),
			await deliver(callback, { body: '[1]' }),
			// n8n reads the body before the node is asked.
			await deliver(callback, { body: '{"garbled' }),
		];
		expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 422]);
		expect((await stage.n8n.execution(executionId)).status).toBe('waiting');

		expect(await deliver(callback)).toEqual({ status: 200, body: '{"received":true}' });
		expect((await ended(executionId)).status).toBe('success');
	});

	it('is refused when it is late and another round of a loop waits', async () => {
		const definition = workflowOf('Loop', [
			byHand(),
			list([SARAH, { name: 'Ann', phone: '+442079460958' }, { name: 'Jan', phone: '+4930901820' }]),
			node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 }),
		]);
		const call = waitingNode();
		const loop: WorkflowDefinition = {
			...definition,
			nodes: [...definition.nodes, call, end('All')],
			connections: {
				...definition.connections,
				Loop: {
					main: [
						[{ node: 'All', type: 'main', index: 0 }],
						[{ node: 'CallCow', type: 'main', index: 0 }],
					],
				},
				CallCow: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
			},
		};
		const executionId = await runUntilWaiting(stage.n8n, await stage.create(loop));
		const first = lastCallback(stage.simulator);
		expect((await deliver(first)).status).toBe(200);

		for (const round of [2, 3]) {
			await untilCalls(round);
			await stage.n8n.waitForExecution(executionId, 20_000, ({ status }) => status === 'waiting');
			expect((await deliver(first)).status).toBe(409);
			expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		}
		const execution = await ended(executionId);
		expect(itemsOf(execution, 'All').map((item) => item.recipient_phone)).toEqual([
			'+14155552671',
			'+442079460958',
			'+4930901820',
		]);
		expect(itemsOf(execution, 'All').map((item) => item.call_id)).toEqual(
			stage.simulator.calls().map(({ call_id }) => call_id),
		);
	});

	itWhereN8nHas('oneResumeAtATime')(
		'lets the execution go on once when three arrive at the same time',
		async () => {
			const executionId = await runUntilWaiting(stage.n8n, await stage.create(oneCall()));
			const callback = lastCallback(stage.simulator);
			const answers = await Promise.all(
				[callback, callback, callback].map(async (c) => await deliver(c)),
			);
			expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
			const execution = await ended(executionId);
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Result')).toHaveLength(1);
		},
	);
});

describe('what happens while a call is waited for', () => {
	it('an edited and deactivated workflow goes on as it was', async () => {
		const id = await stage.create(oneCall());
		const executionId = await runUntilWaiting(stage.n8n, id);
		await stage.n8n.updateWorkflow(id, workflowOf('Edited', [byHand(), end('Something else')]));
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		expect(itemsOf(await ended(executionId), 'Result')[0]).toMatchObject({ outcome: 'answered' });
	});

	it('a deleted workflow has nothing to go on with, and the callback is told so', async () => {
		const { id } = await stage.n8n.createWorkflow(oneCall());
		await runUntilWaiting(stage.n8n, id);
		await stage.n8n.deleteWorkflow(id);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(404);
	});

	it('a cancelled execution stays cancelled', async () => {
		const executionId = await runUntilWaiting(stage.n8n, await stage.create(oneCall()));
		await stage.n8n.stopExecution(executionId);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(409);
		expect((await stage.n8n.execution(executionId)).status).toBe('canceled');
	});

	it('a deleted credential keeps no result away', async () => {
		const shortLived = await stage.n8n.createCredential(callCowCredential(stage.simulator));
		const executionId = await runUntilWaiting(
			stage.n8n,
			await stage.create(oneCall({}, shortLived)),
		);
		await stage.n8n.deleteCredential(shortLived.id);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		expect(itemsOf(await ended(executionId), 'Result')[0]).toMatchObject({ outcome: 'answered' });
	});

	it('a deleted credential with a secret of its own leaves the wait as it is', async () => {
		const shortLived = await stage.n8n.createCredential(
			callCowCredential(stage.simulator, { callbackSecret: 'chosen' }),
		);
		const executionId = await runUntilWaiting(
			stage.n8n,
			await stage.create(oneCall({}, shortLived)),
		);
		await stage.n8n.deleteCredential(shortLived.id);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(500);
		expect((await stage.n8n.execution(executionId)).status).toBe('waiting');
	});
});

describe('a call whose result does not come in time', () => {
	const timedOut = expect.objectContaining({
		outcome: 'timed_out',
		recipient_phone: '+14155552671',
		person: 'Sarah',
	}) as unknown;

	it("goes on with what is known, when n8n's own tracker ends the wait", async () => {
		const execution = await stage.n8n.waitForExecution(inVain.one, 130_000);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Result')).toEqual([timedOut]);
		expect((await deliver(inVain.callback)).status).toBe(409);
	}, 150_000);

	itWhereN8nHas('outputsAfterWaiting')(
		'leaves by the output No Result',
		async () => {
			const execution = await stage.n8n.waitForExecution(inVain.outputs!, 130_000);
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'No Result')).toEqual([timedOut]);
			expect(OUTPUTS.map((name) => itemsOf(execution, name).length)).toEqual([0, 0, 0, 1]);
		},
		150_000,
	);
});

async function untilCalls(count: number): Promise<void> {
	const deadline = Date.now() + 20_000;
	while (stage.simulator.calls().length < count) {
		if (Date.now() > deadline)
			throw new Error(`Only ${stage.simulator.calls().length} calls were placed`);
		await new Promise(setImmediate);
	}
}
