/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { itemsOf } from '../local-n8n/execution-items';
import type { Execution } from '../local-n8n/rest-client';
import type { CallRecord } from '../simulator/records';
import { compareResults, compareTable, type PlacedCall, readResult } from './results';
import { howItFailed, type Played, readExample, type Stage, startNode } from './stage';

/** The names that its nodes have in the example. */
const nodeNames = {
	list: 'Appointments',
	action: 'Call and Wait for Result',
	row: 'Row of the Table',
	table: 'Table of Results',
};

const allWithinMs = 60_000;

/** Imports and executes the example that waits for the result of each call before it places the next. */
export async function callAndWait(stage: Stage): Promise<Played> {
	const { client, simulator, say } = stage;
	const workflow = await client.createWorkflow(
		await readExample('appointments-loop-and-wait.json'),
	);
	say(`\nExecuting the workflow "${workflow.name}": it waits for the result of each call`);
	const before = new Set(simulator.calls().map(({ call_id }) => call_id));
	const execution = await follow(stage, await client.run(workflow.id, startNode));

	const failure = howItFailed(execution);
	if (failure.length > 0) return { workflowId: workflow.id, differences: failure };
	const calls = simulator.calls().filter(({ call_id }) => !before.has(call_id));
	const differences = [
		...compareResults(calls.map(placedCall), itemsOf(execution, nodeNames.action).map(readResult)),
		...compareTable(itemsOf(execution, nodeNames.list), itemsOf(execution, nodeNames.table)),
	];
	return { workflowId: workflow.id, differences };
}

/** Shows each result as the execution goes on with it; returns the execution when it ends or time is up. */
async function follow({ client, signal, say }: Stage, id: string): Promise<Execution> {
	let shown = 0;
	const deadline = Date.now() + allWithinMs;
	for (;;) {
		const execution = await client.execution(id);
		const isLate = Date.now() > deadline;
		// Before it waits for the first time, n8n has stored nothing of it.
		const isStored = !['new', 'running'].includes(execution.status);
		if (isStored) {
			const rows = itemsOf(execution, nodeNames.row);
			for (const { name, outcome, summary } of rows.slice(shown)) {
				say(`  continued with ${String(name)}: ${String(outcome)}. ${String(summary)}`);
			}
			shown = rows.length;
			if (isLate || execution.status !== 'waiting') return execution;
		} else if (isLate) {
			throw new CannotContinue(`The execution is still "${execution.status}".`);
		}
		await delay(250, undefined, { signal });
	}
}

function placedCall({ call_id, workflow_id, callback_url, outcome }: CallRecord): PlacedCall {
	const reference =
		callback_url === null ? null : new URL(callback_url).searchParams.get('reference');
	return { callId: call_id, workflowId: workflow_id, reference: reference ?? '', outcome };
}
