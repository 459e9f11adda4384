/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { itemsOf } from '../local-n8n/execution-items';
import { compareResults, type PlacedCall, readResult } from './results';
import { howItFailed, type Played, readExample, type Stage, startNode } from './stage';

/** The names that its nodes have in the example. */
const nodeNames = { action: 'CallCow', trigger: 'CallCow Trigger', readable: 'Readable result' };

const registeredWithinMs = 20_000;
const placedWithinMs = 60_000;
const resultsWithinMs = 30_000;

/** Imports, activates and executes the example in which calls are placed and results start its trigger. */
export async function placeAndCollect(stage: Stage): Promise<Played> {
	const { client, say } = stage;
	const workflow = await client.createWorkflow(
		await readExample('place-calls-and-collect-results.json'),
	);
	await client.activate(workflow.id);
	await client.waitForStaticData(workflow.id, registeredWithinMs);
	say(`\nThe workflow "${workflow.name}" is published. Executing it: one call for each person`);
	return { workflowId: workflow.id, differences: await execute(stage, workflow.id) };
}

async function execute(stage: Stage, workflowId: string): Promise<string[]> {
	const { client, simulator } = stage;
	const id = await client.run(workflowId, startNode);
	const execution = await client.waitForExecution(id, placedWithinMs);
	const failure = howItFailed(execution);
	if (failure.length > 0) return failure;
	const placed = itemsOf(execution, nodeNames.action);
	if (placed.length === 0) return ['The workflow ran, but placed no call.'];

	const received = await collect(stage, workflowId, placed.length);
	const calls = placed.map((item): PlacedCall => {
		const made = simulator.calls().find((call) => call.call_id === item.call_id);
		return {
			callId: String(item.call_id),
			workflowId: String(item.workflow_id),
			reference: String(item.reference),
			outcome: made?.outcome ?? null,
		};
	});
	return compareResults(calls, received.map(readResult));
}

/** Shows each result as it starts the trigger, until all are there or time is up. */
async function collect(
	{ client, signal, say }: Stage,
	workflowId: string,
	count: number,
): Promise<IDataObject[]> {
	const received: IDataObject[] = [];
	const shown = new Set<string>();
	const deadline = Date.now() + resultsWithinMs;
	while (received.length < count && Date.now() < deadline) {
		await delay(250, undefined, { signal });
		for (const { id, mode, status } of await client.executions({ workflowId })) {
			const isOver = status === 'success' || status === 'error';
			if (mode === 'manual' || !isOver || shown.has(id)) continue;
			shown.add(id);
			const execution = await client.execution(id);
			received.push(...itemsOf(execution, nodeNames.trigger));
			for (const { person, outcome, summary } of itemsOf(execution, nodeNames.readable)) {
				say(`  result arrived ${String(person)}: ${String(outcome)}. ${String(summary)}`);
			}
		}
	}
	return received;
}
