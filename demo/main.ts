/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { itemsOf } from '../local-n8n/execution-items';
import { installN8n } from '../local-n8n/install';
import { owner } from '../local-n8n/owner';
import { packTarball } from '../local-n8n/package-tarball';
import { refuseTakenPort } from '../local-n8n/ports';
import { type RunningN8n, startN8n } from '../local-n8n/process';
import type { Execution, StoredWorkflow, WorkflowDefinition } from '../local-n8n/rest-client';
import { eventLine } from '../simulator/event-line';
import { type Simulator, startSimulator } from '../simulator/server';
import { compareResults, type PlacedCall, readResult } from './results';
import { callListAndWait } from './waiting-list';

const exampleFile = join(__dirname, '..', 'examples', 'place-calls-and-collect-results.json');

/** The names that its nodes have in the example. */
const nodeNames = {
	start: 'When clicking ‘Execute workflow’',
	action: 'CallCow',
	trigger: 'CallCow Trigger',
	readable: 'Readable result',
};

/** What happens to the two people of the example: different things, so that two outcomes are seen. */
const script = {
	default: { outcome: 'answered', afterMs: 2_000 },
	numbers: {
		'+14155552671': {
			outcome: 'answered',
			afterMs: 2_000,
			summary: 'Sarah confirmed her appointment tomorrow at 3 pm.',
		},
		'+442079460958': {
			outcome: 'voicemail',
			afterMs: 3_500,
			summary: 'Daniel did not pick up; a message about Friday at 10 am is on his voicemail.',
		},
	},
} as const;

const runWithinMs = 60_000;
const resultsWithinMs = 30_000;

const interrupted = new AbortController();
/** What was started, the latest last; put away in the opposite order. */
const running: Array<() => Promise<void>> = [];

function say(line = ''): void {
	console.log(line);
}

async function demo(): Promise<void> {
	const { values } = parseArgs({
		options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
	});
	const port = values.port === undefined ? (values.once ? undefined : 5678) : Number(values.port);
	// Before minutes of installing, not after.
	if (port !== undefined) await refuseTakenPort(port, `npm run demo -- --port ${port + 1}`);

	const { signal } = interrupted;
	const installation = await installN8n({ onProgress: say, signal });
	signal.throwIfAborted();
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		script,
		onEvent: (event) => {
			say(`  ${eventLine(event)}`);
		},
	});
	running.push(simulator.close);
	say(`The simulator of CallCow answers at ${simulator.baseUrl}`);

	const packed = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-tarball-'));
	running.push(async () => {
		await rm(packed, { recursive: true, force: true });
	});
	const tarball = await packTarball({ outDir: packed });
	const n8n = await startN8n({ installation, tarball, port, onProgress: say, signal });
	running.push(n8n.stop);

	const workflow = await prepare(n8n, simulator);
	const differences = await placeCalls(n8n, simulator, workflow);
	const waiting = await callListAndWait(n8n.client, simulator, say);
	differences.push(...waiting.differences);
	say();
	if (differences.length > 0) throw new CannotContinue(differences.join('\n'));
	say('Every call was placed once, and every result came back.');
	if (values.once) return;

	say(`
Results at a trigger:  ${n8n.url}/workflow/${workflow.id}
Wait for each result:  ${n8n.url}/workflow/${waiting.workflow.id}
Login:                 ${owner.email} / ${owner.password}
Stop:                  Ctrl+C

Change them and execute them again; the simulator phones nobody. Calls show here:`);
	await Promise.race([n8n.ended, aborted(signal)]);
	if (!signal.aborted) throw new CannotContinue(`n8n has ended; its log is ${n8n.logFile}`);
}

/** From an empty n8n to the active example, with a credential for the simulator. */
async function prepare(n8n: RunningN8n, simulator: Simulator): Promise<StoredWorkflow> {
	const { client } = n8n;
	await client.setupOwner();
	const data = { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' };
	// The name that the example asks for, which is also the one that n8n proposes.
	const credential = await client.createCredential({
		name: 'CallCow account',
		type: 'callCowApi',
		data,
	});
	const test = await client.testCredential({ ...credential, data });
	say(`The credential's test says: ${test.message}`);

	const example = JSON.parse(await readFile(exampleFile, 'utf8')) as WorkflowDefinition;
	const workflow = await client.createWorkflow(example);
	await client.activate(workflow.id);
	await client.waitForStaticData(workflow.id, 20_000);
	say(`The workflow "${workflow.name}" is active.`);
	return workflow;
}

/** Runs the example, shows what happens, and returns what is missing: nothing, if all is well. */
async function placeCalls(
	{ client }: RunningN8n,
	simulator: Simulator,
	workflow: StoredWorkflow,
): Promise<string[]> {
	say('\nExecuting it: one call for each person on the list');
	const id = await client.run(workflow.id, nodeNames.start);
	const execution = await client.waitForExecution(id, runWithinMs);
	if (execution.status !== 'success') {
		const { error } = execution.data.resultData;
		return [
			`The workflow ended with "${execution.status}": ${error?.message ?? 'no reason given'}`,
		];
	}
	const placed = itemsOf(execution, nodeNames.action);
	if (placed.length === 0) return ['The workflow ran, but placed no call.'];

	const received: IDataObject[] = [];
	const shown = new Set<string>();
	const deadline = Date.now() + resultsWithinMs;
	while (received.length < placed.length && Date.now() < deadline) {
		await delay(250, undefined, { signal: interrupted.signal });
		for (const summary of await client.executions({ workflowId: workflow.id })) {
			const isOver = summary.status === 'success' || summary.status === 'error';
			if (summary.mode === 'manual' || !isOver || shown.has(summary.id)) continue;
			shown.add(summary.id);
			const result = await client.execution(summary.id);
			received.push(...itemsOf(result, nodeNames.trigger));
			showResult(result);
		}
	}
	const calls = placed.map((item) => describeCall(item, simulator));
	return compareResults(calls, received.map(readResult));
}

function describeCall(item: IDataObject, simulator: Simulator): PlacedCall {
	const made = simulator.calls().find((call) => call.call_id === item.call_id);
	return {
		callId: String(item.call_id),
		workflowId: String(item.workflow_id),
		reference: String(item.reference),
		outcome: made?.outcome ?? null,
	};
}

function showResult(execution: Execution): void {
	for (const { person, outcome, summary } of itemsOf(execution, nodeNames.readable)) {
		say(`  result arrived ${String(person)}: ${String(outcome)}. ${String(summary)}`);
	}
}

async function aborted(signal: AbortSignal): Promise<void> {
	await new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => {
			resolve();
		});
		if (signal.aborted) resolve();
	});
}

async function putAway(): Promise<void> {
	for (const close of running.reverse()) await close();
}

/** A terminal sends Ctrl+C to this process and to its parent, which passes it on: those two are one. */
const secondThoughtsAfterMs = 1_500;
let firstSignalAt: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (firstSignalAt === undefined) {
			firstSignalAt = Date.now();
			say('\nStopping …');
			interrupted.abort();
		} else if (Date.now() - firstSignalAt > secondThoughtsAfterMs) {
			process.exit(130);
		}
	});
}

demo()
	.catch((cause: unknown) => {
		if (interrupted.signal.aborted) {
			process.exitCode = 130;
			return;
		}
		console.error(cause instanceof CannotContinue ? cause.message : cause);
		process.exitCode = 1;
	})
	.finally(putAway);
