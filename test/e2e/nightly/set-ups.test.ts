/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../../local-n8n/execution-items';
import type { WorkflowDefinition } from '../../../local-n8n/rest-client';
import { withCallStage } from '../../support/call-stage';
import { startedByTests } from '../../support/n8n';
import { onRequest, report, request } from '../../support/production';
import { startResultReceiver } from '../../support/result-receiver';
import { itWhereN8nHas } from '../../support/tested-version';
import { until } from '../../support/until';
import { deliver, lastCallback, runUntilWaiting, type Callback } from '../../support/waiting-call';
import {
	byHand,
	callCow,
	callCowTrigger,
	end,
	list,
	node,
	workflowOf,
} from '../../support/workflow-builder';

/* What settings and neighbours of a workflow do to calls: facts of n8n, and what the nodes make of them. */

const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const WITHIN_MS = 30_000;

const stage = withCallStage({
	workflows: [FRONT_DESK],
	script: { default: { outcome: 'manual' } },
});

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ phone: `+1415555${2_000 + index}` }));

const phoned = () =>
	stage.simulator
		.calls()
		.map((call) => call.recipient_phone)
		.sort();

const numbersOf = (persons: ReadonlyArray<{ phone: string }>) => persons.map(({ phone }) => phone);

const placeEach = (options: IDataObject = {}, more: Partial<INode> = {}) =>
	callCow(
		stage.callCow,
		{
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			options,
		},
		more,
	);

const placeAndWait = (more: Partial<INode> = {}, recipientPhone = '={{ $json.phone }}') =>
	callCow(
		stage.callCow,
		{ operation: 'placeAndWait', prompt: 'Confirm the appointment', recipientPhone },
		more,
	);

/** Runs a workflow to its end; every call is answered after a moment. */
async function runAnswered(id: string) {
	stage.simulator.script({ default: { outcome: 'answered', afterMs: 500 } });
	return await stage.run(id);
}

const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

/** Loop Over Items around the node `CallCow`, and the node `All` for what comes of it. */
function inLoop(start: INode[], calling: INode): WorkflowDefinition {
	const loop = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 });
	const definition = workflowOf('Loop', [...start, loop], [calling], [end('All')]);
	definition.connections.Loop = { main: [to('All'), to('CallCow')] };
	definition.connections.CallCow = { main: [to('Loop')] };
	return definition;
}

/** Long enough to place a call on a busy machine, and over when the shortest wait is. */
const TIMEOUT_SECONDS = 15;

/** Executions that wait while the other tests run, until their workflow's timeout is over: begun first, looked at last. */
let workflowThatWaits: string;
let waitsInVain: string;
let waits: { executionId: string; callback: Callback };

beforeAll(async () => {
	const calling = placeAndWait();
	calling.parameters.maximumWaitMinutes = 1;
	const { id } = await stage.n8n.createWorkflow({
		...workflowOf('Waits', [byHand(), list(people(1)), calling, end('Result')]),
		settings: { executionTimeout: TIMEOUT_SECONDS },
	});
	workflowThatWaits = id;
	waitsInVain = await runUntilWaiting(stage.n8n, id);
	waits = {
		executionId: await runUntilWaiting(stage.n8n, id),
		callback: lastCallback(stage.simulator),
	};
	stage.simulator.reset();
}, 60_000);

describe('a workflow with a timeout', () => {
	const cut = (executionTimeout: number, ...chain: INode[]): WorkflowDefinition => ({
		...workflowOf('Timeout', [byHand(), ...chain]),
		settings: { executionTimeout },
	});

	it('that stops a list says who was phoned, and the list can be run again', async () => {
		const persons = people(40);
		const id = await stage.create(
			cut(
				TIMEOUT_SECONDS,
				list(persons),
				placeEach({ callEachNumberAtMostOnce: 'ever' }),
				end('Placed'),
			),
		);
		// Thirty requests are under way at most: these are still there when the timeout comes.
		for (const { phone } of persons.slice(5, 35)) {
			stage.simulator.fault({ kind: 'slow', delayMs: 60_000, times: 1, recipient: phone });
		}
		const executionId = await stage.n8n.run(id, 'By hand');
		expect((await stage.n8n.waitForExecution(executionId, WITHIN_MS)).status).toBe('canceled');
		stage.simulator.clearFaults();
		// With the execution, n8n keeps what the node says then only if it has not stored it sooner.
		const { logFile } = await startedByTests();
		await until('n8n logs it', async () =>
			(await readFile(logFile, 'utf8')).includes(
				'The execution was canceled. Placed in this run: 5 of 40 (items 0–4). Unconfirmed: 30 (items 5–34). Not attempted: 5 (items 35–39).',
			),
		);

		await stage.n8n.updateWorkflow(id, {
			settings: { executionOrder: 'v1', executionTimeout: -1 },
		});
		const again = await stage.run(id);
		expect(again.status).toBe('success');
		expect(itemsOf(again, 'Placed')).toHaveLength(40);
		expect(phoned()).toEqual(numbersOf(persons));
	}, 120_000);
});

describe('a workflow whose successful executions are not saved', () => {
	it('keeps an execution that waits, and goes on with its result', async () => {
		const receiver = await startResultReceiver();
		const id = await stage.createPublished({
			...workflowOf('Not saved', [
				onRequest('not-saved'),
				placeAndWait({}, '={{ $json.body.phone }}'),
				report(receiver.url),
			]),
			settings: { saveDataSuccessExecution: 'none' },
		});
		await request(`${stage.n8n.url}/webhook/not-saved`, people(1)[0]!);
		await stage.n8n.waitForCount({ workflowId: id, status: ['waiting'] }, 1, WITHIN_MS);
		const callback = lastCallback(stage.simulator);
		expect((await deliver(callback)).status).toBe(200);
		await until('the result is reported', () => receiver.results().length > 0);
		expect(receiver.results().map(({ callId }) => callId)).toEqual([callback.callId]);
		await until(
			'n8n keeps nothing',
			async () => (await stage.n8n.countExecutions({ workflowId: id })) === 0,
		);
		await receiver.close();
	}, 60_000);
});

describe('Execute Sub-workflow around Place and Wait for Result', () => {
	const start = () =>
		node(
			'Start',
			'n8n-nodes-base.executeWorkflowTrigger',
			{ inputSource: 'passthrough' },
			{ typeVersion: 1.1 },
		);

	async function parentOf(child: WorkflowDefinition, mode: 'once' | 'each'): Promise<string> {
		const value = await stage.createPublished(child);
		return await stage.create(
			workflowOf('Parent', [
				byHand(),
				list(people(2)),
				node(
					'Sub-workflow',
					'n8n-nodes-base.executeWorkflow',
					{
						source: 'database',
						workflowId: { __rl: true, mode: 'id', value },
						mode,
						options: { waitForSubWorkflow: true },
					},
					{ typeVersion: 1.2 },
				),
				end('After'),
			]),
		);
	}

	itWhereN8nHas('subWorkflowResults')(
		'phones everybody, and n8n gives back one result only, with a run for each item',
		async () => {
			const id = await parentOf(workflowOf('Child', [start(), placeAndWait()]), 'each');
			const execution = await runAnswered(id);
			expect(phoned()).toEqual(numbersOf(people(2)));
			expect(itemsOf(execution, 'After')).toHaveLength(1);
		},
		90_000,
	);

	itWhereN8nHas('subWorkflowResults')(
		'gives back all results, run once with all items, with a loop in the sub-workflow',
		async () => {
			const id = await parentOf(inLoop([start()], placeAndWait()), 'once');
			const execution = await runAnswered(id);
			expect(phoned()).toEqual(numbersOf(people(2)));
			expect(itemsOf(execution, 'After').map((item) => item.recipient_phone)).toEqual(
				numbersOf(people(2)),
			);
		},
		90_000,
	);
});

describe('a workflow with Source CallCow Workflow', () => {
	const trigger = (webhookId: string) => ({
		...callCowTrigger(stage.callCow, {
			source: 'workflow',
			workflowId: { __rl: true, mode: 'id', value: FRONT_DESK.id },
		}),
		webhookId,
	});

	const published = async (name: string, webhookId: string) =>
		await stage.createPublished(workflowOf(name, [trigger(webhookId), end('Result')]));

	const registered = () => stage.simulator.webhooks().map(({ name }) => name);

	const untilRegistered = async (names: string[]) =>
		await until(`registered are ${names.join()}`, () => registered().join() === names.join());

	it('is registered no longer when it is archived or deleted', async () => {
		const archived = await published('Archived', 'archived');
		const { id: deleted } = await stage.n8n.createWorkflow(
			workflowOf('Deleted', [trigger('deleted'), end('Result')]),
		);
		await stage.n8n.activate(deleted);
		await stage.n8n.waitForPublication(deleted, WITHIN_MS);
		expect(registered()).toEqual(['n8n: Archived', 'n8n: Deleted']);
		await stage.n8n.archive(archived);
		await untilRegistered(['n8n: Deleted']);
		await stage.n8n.deleteWorkflow(deleted);
		await untilRegistered([]);
	}, 90_000);

	it('keeps its registration through the life of a duplicate, which has one of its own', async () => {
		const id = await published('Original', 'original');
		const [original] = stage.simulator.webhooks();
		// The editor gives the nodes of a duplicate new webhook IDs, and leaves their own IDs.
		const { nodes, connections } = await stage.n8n.workflow(id);
		const duplicate = await stage.createPublished({
			name: 'Duplicate',
			nodes: nodes.map((one) => ({ ...one, webhookId: 'duplicate' })),
			connections,
		});
		expect(registered()).toEqual(['n8n: Original', 'n8n: Duplicate']);
		const [, second] = stage.simulator.webhooks();
		expect(second!.webhook_url).not.toBe(original!.webhook_url);

		await stage.n8n.deactivate(duplicate);
		await untilRegistered(['n8n: Original']);
		expect(stage.simulator.webhooks()).toEqual([original]);

		// With the same webhook ID, as an import by API leaves it, n8n does not publish it.
		const clash = await stage.create({ name: 'Clash', nodes, connections });
		await expect(stage.n8n.activate(clash)).rejects.toThrow(
			// n8n 2, n8n 1
			/conflict with one of the webhooks|is already taken/,
		);
		expect(stage.simulator.webhooks()).toEqual([original]);
	}, 90_000);
});

describe('an item that CallCow does not take, with On Error and Retry On Fail', () => {
	const stubborn: Partial<INode> = {
		onError: 'continueErrorOutput',
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 100,
	};

	const refuse = (phone: string) =>
		stage.simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 422,
			body: { error: 'No call can be made of this prompt' },
			times: 100,
			recipient: phone,
		});

	it('goes to the error output alone, and the others are phoned once', async () => {
		const persons = people(3);
		const definition = workflowOf(
			'Second fails',
			[byHand(), list(persons), placeEach({}, stubborn), end('Placed')],
			[end('Refused')],
		);
		definition.connections.CallCow!.main!.push(to('Refused'));
		refuse(persons[1]!.phone);
		const id = await stage.create(definition);
		const execution = await stage.run(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Placed').map((item) => item.recipient_phone)).toEqual([
			persons[0]!.phone,
			persons[2]!.phone,
		]);
		expect(itemsOf(execution, 'Refused')).toEqual([
			expect.objectContaining({
				phone: persons[1]!.phone,
				error: expect.stringContaining("CallCow could not make a call from the 'Prompt'"),
			}),
		]);
		expect(phoned()).toEqual([persons[0]!.phone, persons[2]!.phone]);
		expect(stage.simulator.requests()).toHaveLength(3);
	}, 60_000);

	it('stops the workflow after the tries, and nobody is phoned twice', async () => {
		const persons = people(3);
		refuse(persons[1]!.phone);
		const id = await stage.create(
			workflowOf('Second fails', [
				byHand(),
				list(persons),
				placeEach({ maxRetries: 0 }, { ...stubborn, onError: 'stopWorkflow' }),
			]),
		);
		const execution = await stage.run(id);
		expect(execution.status).toBe('error');
		const refused = stage.simulator.requests().filter(({ status }) => status === 422);
		expect(refused).toHaveLength(3);
		expect(new Set(phoned()).size).toBe(phoned().length);
		expect(phoned()).toContain(persons[0]!.phone);
	}, 60_000);

	it('goes to the error output of a waiting node in a loop, which goes on with the next item', async () => {
		const persons = people(3);
		const definition = inLoop([byHand(), list(persons)], placeAndWait(stubborn));
		definition.connections.CallCow!.main!.push(to('Refused'));
		definition.connections.Refused = { main: [to('Loop')] };
		refuse(persons[1]!.phone);
		const id = await stage.create({ ...definition, nodes: [...definition.nodes, end('Refused')] });
		const execution = await runAnswered(id);
		expect(execution.status).toBe('success');
		expect(phoned()).toEqual([persons[0]!.phone, persons[2]!.phone]);
		expect(itemsOf(execution, 'Refused')).toEqual([
			expect.objectContaining({ phone: persons[1]!.phone }),
		]);
		expect(itemsOf(execution, 'All').map((item) => item.recipient_phone ?? item.error)).toEqual([
			persons[0]!.phone,
			expect.stringContaining("CallCow could not make a call from the 'Prompt'"),
			persons[2]!.phone,
		]);
	}, 90_000);
});

// Last, see above.
describe('a workflow whose timeout is over while it waits for a call', () => {
	it('goes on with a result that comes then', async () => {
		const { executionId, callback } = waits;
		const { startedAt } = await stage.n8n.execution(executionId);
		await until(
			'the timeout is over',
			() => Date.now() - Date.parse(startedAt) > (TIMEOUT_SECONDS + 1) * 1_000,
		);
		expect((await deliver(callback)).status).toBe(200);
		const execution = await stage.n8n.waitForExecution(executionId, WITHIN_MS);
		expect(itemsOf(execution, 'Result')).toEqual([
			expect.objectContaining({ outcome: 'answered' }),
		]);
	}, 60_000);

	it('is canceled by n8n when the wait ends without one, instead of going on as timed_out', async () => {
		const { status, data } = await stage.n8n.waitForExecution(waitsInVain, 120_000);
		expect(status).toBe('canceled');
		expect(Object.keys(data.resultData.runData)).not.toContain('Result');
		await stage.n8n.deleteWorkflow(workflowThatWaits);
	}, 150_000);
});
