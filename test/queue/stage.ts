/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, IWorkflowSettings } from 'n8n-workflow';
import { installN8n } from '../../local-n8n/install';
import { packTarball } from '../../local-n8n/package-tarball';
import { type QueueMode, type Role, startQueueMode } from '../../local-n8n/queue-mode';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { type Simulator, startSimulator } from '../../simulator/server';
import { callEverybody, type CallEverybody } from '../support/call-everybody';
import { callCowCredential } from '../support/credentials';
import { withCredentials } from '../support/example-workflow';
import { onRequest as onRequestTo, report as reportTo, request } from '../support/production';
import { registeredUrl } from '../support/registered-trigger';
import { until } from '../support/until';
import { callCow, callCowTrigger, node, workflowOf } from '../support/workflow-builder';
import { openReportDesk, type Report, type ReportDesk } from './reports';
import { foundRedis } from './redis-source';

/** Somebody to phone, as the workflows are told. */
export interface Person {
	readonly phone: string;
	/** Comes back with the result, and says whose it is. */
	readonly reference: string;
}

export { until };

/** `describe` where there is a Redis; elsewhere its tests are counted as skipped. */
export const describeQueueMode: jest.Describe =
	foundRedis() === undefined ? describe.skip : describe;

let persons = 0;

/** People whom nobody else phones, each with a number of their own. */
export function people(count: number): Person[] {
	return Array.from({ length: count }, () => {
		persons++;
		return { phone: `+1415555${2_000 + persons}`, reference: `person ${persons}` };
	});
}

/** A published workflow that a request to the webhook process starts. */
export interface Published {
	readonly id: string;
	/** Starts an execution and resolves when n8n has taken it. */
	start(body: object): Promise<void>;
}

export interface Stage {
	readonly n8n: QueueMode;
	/** Lets calls go on until they are decided, unless a test says otherwise. */
	readonly simulator: Simulator;
	credentialFor(simulator: Simulator, requestsPerMinute: number): Promise<StoredCredential>;
	/** Place and Wait for Result, for one person. */
	publishWaiting(parameters?: IDataObject, settings?: IWorkflowSettings): Promise<Published>;
	/** Place for a list, with the CallCow Trigger of another workflow for the results. */
	publishList(parameters?: IDataObject, credential?: StoredCredential): Promise<Published>;
	/** Place for a list, and a CallCow Trigger in the same workflow. */
	publishListWithTrigger(): Promise<Published>;
	/** Loop Over Items with Place and Wait for Result, for a list. */
	publishLoop(): Promise<Published>;
	/** The example that calls everybody on a list and then reports, here to `listReports`. */
	publishEverybody(choices: CallEverybody): Promise<Published>;
	/** What that example has reported on a run. */
	listReports(run: string): Array<Record<string, unknown>>;
	/** What has been reported about these people. */
	reportsOf(persons: readonly Person[]): Report[];
	/** The IDs of the calls that were placed to these people; a person who is called twice is there twice. */
	callsTo(persons: readonly Person[], at?: Simulator): Array<{ person: Person; callId: string }>;
	/** Ends the calls that were placed to these people; the summary names the call. The statuses of the deliveries. */
	decideAll(persons: readonly Person[]): Promise<Array<number | null>>;
	/** Starts one execution for each, and resolves when all of them are stored as waiting. */
	putToWait(workflow: Published, persons: readonly Person[]): Promise<void>;
	/** How often a process has begun or continued an execution of n8n. */
	jobsOf(role: Role, executionId: string): Promise<number>;
	close(): Promise<void>;
}

const atOnce = 10;

/**
 * Starts n8n in queue mode, with the simulator and somewhere to report to.
 *
 * @param runsCode whether workers have the process beside them that Code nodes need, which takes time and memory
 */
export async function openStage({ runsCode = false } = {}): Promise<Stage> {
	const redis = foundRedis();
	if (redis === undefined) throw new Error('There is no Redis.');
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-tarball-'));
	const onProgress = (line: string) => {
		if (line.includes('done')) console.log(line);
	};
	const installation = await installN8n({ onProgress });
	const tarball = await packTarball({ outDir: folder });
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
	const desk = await openReportDesk();
	const n8n = await startQueueMode({
		installation,
		tarball,
		redis,
		env: runsCode ? { N8N_RUNNERS_MODE: 'internal' } : {},
		onProgress,
	});
	const credentialFor = async (of: Simulator, requestsPerMinute: number) =>
		await n8n.client.createCredential(callCowCredential(of, { requestsPerMinute }));
	const unhurried = await credentialFor(simulator, 10_000);

	const publish = async (definition: WorkflowDefinition): Promise<Published> => {
		const { id } = await n8n.client.createWorkflow(definition);
		await n8n.client.activate(id);
		const published = await n8n.client.waitForPublication(id, 60_000);
		if (published.status !== 'published') throw new Error(JSON.stringify(published));
		const { path: webhookPath } = definition.nodes[0]!.parameters as { path?: string };
		return {
			id,
			start: async (body) => await request(`${n8n.webhookUrl}/webhook/${webhookPath}`, body),
		};
	};

	const callsTo: Stage['callsTo'] = (wanted, at = simulator) => {
		const byPhone = new Map(wanted.map((person) => [person.phone, person]));
		return at.calls().flatMap(({ call_id: callId, recipient_phone: phone }) => {
			const person = byPhone.get(phone);
			return person === undefined ? [] : [{ person, callId }];
		});
	};

	return {
		n8n,
		simulator,
		credentialFor,
		callsTo,
		publishWaiting: async (parameters = {}, settings = {}) =>
			await publish({
				...workflowOf('Wait', [
					onRequest(),
					placeAndWait(unhurried, '$json.body', parameters),
					report(desk),
				]),
				settings,
			}),
		publishList: async (parameters = {}, credential = unhurried) => {
			// The trigger of another workflow: see publishListWithTrigger.
			const results = await publish(
				workflowOf('Results', [callCowTrigger(credential), report(desk)]),
			);
			const callbackUrl = await registeredUrl(n8n.client, results.id);
			return await publish(
				workflowOf('List', [
					onRequest(),
					splitPeople(),
					placeEach(credential, { resultDestination: 'url', callbackUrl, ...parameters }),
				]),
			);
		},
		publishListWithTrigger: async () => {
			const workflow = await publish(
				workflowOf(
					'List with trigger',
					[onRequest(), splitPeople(), placeEach(unhurried)],
					[callCowTrigger(unhurried), report(desk)],
				),
			);
			await registeredUrl(n8n.client, workflow.id);
			return workflow;
		},
		publishLoop: async () => {
			const loop = node(
				'Loop',
				'n8n-nodes-base.splitInBatches',
				{ options: {} },
				{ typeVersion: 3 },
			);
			const definition = workflowOf(
				'Loop',
				[onRequest(), splitPeople(), loop],
				[placeAndWait(unhurried, '$json'), report(desk)],
			);
			const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
			definition.connections.Loop = { main: [[], to('CallCow')] };
			definition.connections.Report = { main: [to('Loop')] };
			return await publish(definition);
		},
		publishEverybody: async (choices) => {
			const example = withCredentials(await callEverybody(choices), unhurried);
			const start = example.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger')!;
			const others = example.nodes.filter((each) => each !== start);
			const workflow = await publish({
				...example,
				nodes: [
					{ ...onRequest(), name: start.name },
					...others,
					{ ...report(desk), name: 'To the Desk' },
				],
				connections: {
					...example.connections,
					Report: { main: [[{ node: 'To the Desk', type: 'main', index: 0 }]] },
				},
			});
			await registeredUrl(n8n.client, workflow.id);
			return workflow;
		},
		listReports: (run) =>
			desk
				.reports()
				.map((one) => ({ ...one }) as Record<string, unknown>)
				.filter((one) => one.run === run),
		reportsOf(wanted) {
			const references = new Set(wanted.map(({ reference }) => reference));
			return desk.reports().filter(({ reference }) => references.has(reference ?? ''));
		},
		async decideAll(wanted) {
			return await inTurns(callsTo(wanted), async ({ callId }) => {
				const delivery = await simulator.decide(callId, {
					outcome: 'answered',
					summary: `Summary of ${callId}`,
				});
				return delivery?.status ?? null;
			});
		},
		async putToWait({ id, start }, wanted) {
			const count = async () =>
				await n8n.client.countExecutions({ workflowId: id, status: ['waiting'] });
			const before = await count();
			await inTurns(wanted, start);
			await until(
				`${wanted.length} executions wait`,
				async () => (await count()) === before + wanted.length,
				60_000 + 500 * wanted.length,
			);
		},
		async jobsOf(role, executionId) {
			const log = await readFile(n8n.process(role).logFile, 'utf8');
			return log.split(`Worker started execution ${executionId} `).length - 1;
		},
		async close() {
			await n8n.stop();
			await simulator.close();
			await desk.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Works on all, a few at once, and gives the results in order. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (let start = 0; start < all.length; start += atOnce) {
		results.push(...(await Promise.all(all.slice(start, start + atOnce).map(work))));
	}
	return results;
}

let paths = 0;

const onRequest = () => onRequestTo(`queue-${++paths}`);

const splitPeople = () =>
	node('People', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.people', options: {} });

const placeEach = (credential: StoredCredential, parameters: IDataObject = {}) =>
	callCow(credential, {
		prompt: 'Confirm the appointment',
		recipientPhone: '={{ $json.phone }}',
		...parameters,
		options: { reference: '={{ $json.reference }}', ...(parameters.options as IDataObject) },
	});

const placeAndWait = (credential: StoredCredential, person: string, parameters: IDataObject = {}) =>
	callCow(credential, {
		operation: 'placeAndWait',
		prompt: 'Confirm the appointment',
		recipientPhone: `={{ ${person}.phone }}`,
		maximumWaitMinutes: 60,
		options: { reference: `={{ ${person}.reference }}` },
		...parameters,
	});

const report = ({ url }: ReportDesk) =>
	reportTo(url, '={{ JSON.stringify({ executionId: $execution.id, ...$json }) }}');
