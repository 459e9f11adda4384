/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import type { ServerResponse } from 'node:http';
import type { INode } from 'n8n-workflow';
import type { WorkflowDefinition } from '../../../local-n8n/rest-client';
import { serveHere } from '../../support/local-server';
import { withOwnN8n } from '../../support/own-n8n';
import { onRequest, report, request } from '../../support/production';
import { registeredUrl } from '../../support/registered-trigger';
import { startResultReceiver, type ResultReceiver } from '../../support/result-receiver';
import { n8nHas } from '../../support/tested-version';
import { until } from '../../support/until';
import { deliver, type Callback } from '../../support/waiting-call';
import { callCow, callCowTrigger, node, workflowOf } from '../../support/workflow-builder';

const WITHIN_MS = 30_000;

const stage = withOwnN8n({
	env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none' },
});

let receiver: ResultReceiver;
let barrier: Barrier;

/** What an execution runs into that is to last as long as a test wants. */
interface Barrier {
	readonly url: string;
	/** How many stand there. */
	waiting(): number;
	open(): void;
	close(): Promise<void>;
}

async function startBarrier(): Promise<Barrier> {
	const waiting: ServerResponse[] = [];
	const server = await serveHere((incoming, response) => {
		incoming.resume();
		waiting.push(response);
	});
	return {
		...server,
		waiting: () => waiting.length,
		open() {
			for (const response of waiting.splice(0)) response.end('{}');
		},
	};
}

beforeAll(async () => {
	receiver = await startResultReceiver();
	barrier = await startBarrier();
});

afterEach(() => {
	// Else the executions of the next test would have no turn.
	barrier.open();
});

afterAll(async () => {
	await barrier.close();
	await receiver.close();
});

const people = (count: number, from: number) =>
	Array.from({ length: count }, (_, index) => ({ phone: `+1415555${from + index}` }));

const toEach = (resource: string): INode =>
	node('People', 'n8n-nodes-base.splitOut', { fieldToSplitOut: resource, options: {} });

async function publish(definition: WorkflowDefinition): Promise<string> {
	const { id } = await stage.n8n.createWorkflow(definition);
	await stage.n8n.activate(id);
	await stage.n8n.waitForPublication(id, WITHIN_MS);
	return id;
}

/** Places calls to a list, and then lasts until the barrier is opened; takes the results itself. */
async function publishLongList(hook: string): Promise<string> {
	const definition = workflowOf(
		'Long list',
		[
			onRequest(hook),
			toEach('body.people'),
			callCow(stage.callCow, {
				prompt: 'Confirm the appointment',
				recipientPhone: '={{ $json.phone }}',
				resultDestination: 'auto',
			}),
			{ ...report(barrier.url), name: 'Barrier', executeOnce: true },
		],
		[callCowTrigger(stage.callCow), report(receiver.url)],
	);
	const id = await publish(definition);
	await registeredUrl(stage.n8n, id);
	return id;
}

/** Places one call and waits for its result. */
async function publishWaiting(hook: string): Promise<string> {
	return await publish(
		workflowOf('Wait', [
			onRequest(hook),
			callCow(stage.callCow, {
				operation: 'placeAndWait',
				prompt: 'Confirm the appointment',
				recipientPhone: '={{ $json.body.phone }}',
			}),
			report(receiver.url),
		]),
	);
}

const callsTo = (persons: ReadonlyArray<{ phone: string }>) =>
	stage.simulator
		.calls()
		.filter(({ recipient_phone: phone }) => persons.some((person) => person.phone === phone))
		.map(({ call_id: callId }) => callId);

const reportsOf = (callIds: readonly string[]) =>
	receiver
		.results()
		.map(({ callId }) => callId)
		.filter((callId) => callIds.includes(callId));

function callbackOf(callId: string): Callback {
	const { callback_url: url } = stage.simulator.calls().find((call) => call.call_id === callId)!;
	const request = stage.simulator
		.requests()
		.map(({ body }) => body as { callback_url?: string; callback_secret: string })
		.find((body) => body.callback_url === url)!;
	return { url: url!, secret: request.callback_secret, callId };
}

const decideAll = (callIds: readonly string[]) =>
	callIds.map(async (callId) => await stage.simulator.decide(callId, { outcome: 'answered' }));

describe('n8n that runs one production execution at a time, and saves no successful one', () => {
	it('takes results that come during a long list when the list is over, each once', async () => {
		const persons = people(20, 2_000);
		const id = await publishLongList('long-list');
		await request(`${stage.n8n.url}/webhook/long-list`, { people: persons });
		await until('the list is at the barrier', () => barrier.waiting() === 1);
		const calls = callsTo(persons);
		expect(calls).toHaveLength(20);

		const deliveries = decideAll(calls);
		await stage.n8n.waitForCount({ workflowId: id, status: ['new'] }, 20, WITHIN_MS);
		// n8n answers a result when its turn has come.
		if (n8nHas('answersInTurn')) expect(stage.simulator.deliveries()).toEqual([]);
		expect(reportsOf(calls)).toEqual([]);

		barrier.open();
		const statuses = (await Promise.all(deliveries)).map((delivery) => delivery?.status);
		expect(statuses).toEqual(calls.map(() => 200));
		await until('all are reported', () => reportsOf(calls).length === 20);
		expect(reportsOf(calls).sort()).toEqual([...calls].sort());
	}, 120_000);

	it('lets others run while an execution waits for its call', async () => {
		const persons = people(3, 3_000);
		const id = await publishWaiting('wait');
		for (const person of persons) await request(`${stage.n8n.url}/webhook/wait`, person);
		await stage.n8n.waitForCount({ workflowId: id, status: ['waiting'] }, 3, WITHIN_MS);
		const calls = callsTo(persons);
		expect(calls).toHaveLength(3);

		// While a long list runs, a waiting execution cannot go on.
		await publishLongList('list-meanwhile');
		const listed = people(1, 4_000);
		await request(`${stage.n8n.url}/webhook/list-meanwhile`, { people: listed });
		await until('the list is at the barrier', () => barrier.waiting() === 1);
		// CallCow gives up in between, after thirty seconds; this sender does so sooner.
		const answers = await Promise.allSettled(
			calls.map(async (callId) => await deliver(callbackOf(callId), { timeLimitMs: 2_000 })),
		);
		const answered = n8nHas('answersInTurn') ? 'rejected' : 'fulfilled';
		expect(answers.map(({ status }) => status)).toEqual(calls.map(() => answered));
		expect(reportsOf(calls)).toEqual([]);

		barrier.open();
		await until('all are reported', () => reportsOf(calls).length === 3);
		expect(reportsOf(calls).sort()).toEqual([...calls].sort());
	}, 120_000);

	it('keeps results for a trigger through a crash, but none for a waiting execution', async () => {
		const waits = await publishWaiting('wait-through-crash');
		const waiting = people(1, 5_000);
		await request(`${stage.n8n.url}/webhook/wait-through-crash`, waiting[0]!);
		await stage.n8n.waitForCount({ workflowId: waits, status: ['waiting'] }, 1, WITHIN_MS);

		const persons = people(3, 6_000);
		const id = await publishLongList('list-with-crash');
		await request(`${stage.n8n.url}/webhook/list-with-crash`, { people: persons });
		await until('the list is at the barrier', () => barrier.waiting() === 1);
		const calls = callsTo(persons);
		const deliveries = decideAll([...calls, ...callsTo(waiting)]);
		await stage.n8n.waitForCount({ workflowId: id, status: ['new'] }, 3, WITHIN_MS);

		await stage.server.kill();
		await stage.server.startAgain();
		barrier.open();
		const statuses = (await Promise.all(deliveries)).map((delivery) => delivery?.status);
		if (n8nHas('answersInTurn')) expect(statuses).toEqual([null, null, null, null]);
		await until('all are reported', () => reportsOf(calls).length === 3);
		expect(reportsOf(calls).sort()).toEqual([...calls].sort());
		expect(callsTo(persons)).toHaveLength(3);

		const [lost] = callsTo(waiting);
		expect(reportsOf([lost!])).toEqual([]);
		expect(await stage.n8n.countExecutions({ workflowId: waits, status: ['waiting'] })).toBe(1);
		expect((await deliver(callbackOf(lost!))).status).toBe(200);
		await until('it is reported', () => reportsOf([lost!]).length === 1);
	}, 180_000);
});
