/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { itemsOf } from '../local-n8n/execution-items';
import type { N8nClient, StoredWorkflow, WorkflowDefinition } from '../local-n8n/rest-client';
import type { Simulator } from '../simulator/server';
import { compareResults, readResult } from './results';

const exampleFile = join(__dirname, '..', 'examples', 'appointments-loop-and-wait.json');

/** The names that its nodes have in the example. */
const nodeNames = {
	start: 'When clicking ‘Execute workflow’',
	list: 'Appointments',
	action: 'Call and Wait for Result',
	table: 'Table of Results',
};

/** Three calls, one after the other, and what n8n needs to go on after each. */
const runWithinMs = 90_000;

export interface WaitingListResult {
	readonly workflow: StoredWorkflow;
	/** What is missing or different, in a sentence each: nothing, if all is well. */
	readonly differences: string[];
}

/** Runs the example that calls a list of people and waits for each result, and shows its table. */
export async function callListAndWait(
	client: N8nClient,
	simulator: Simulator,
	say: (line?: string) => void,
): Promise<WaitingListResult> {
	const example = JSON.parse(await readFile(exampleFile, 'utf8')) as WorkflowDefinition;
	const workflow = await client.createWorkflow(example);
	say(`\nExecuting "${workflow.name}": it waits for the result of each call`);

	const earlier = simulator.calls().length;
	const id = await client.run(workflow.id, nodeNames.start);
	const execution = await client.waitForExecution(id, runWithinMs);
	if (execution.status !== 'success') {
		const reason = execution.data.resultData.error?.message ?? 'no reason given';
		return { workflow, differences: [`The list ended with "${execution.status}": ${reason}`] };
	}
	for (const { name, outcome, summary } of itemsOf(execution, nodeNames.table)) {
		say(`  row of the table ${String(name)}: ${String(outcome)}. ${String(summary)}`);
	}

	const calls = simulator.calls().slice(earlier);
	const people = itemsOf(execution, nodeNames.list);
	const differences = compareResults(
		calls.map((call, index) => ({
			callId: call.call_id,
			workflowId: call.workflow_id,
			reference: String(people[index]?.name),
			outcome: call.outcome,
		})),
		itemsOf(execution, nodeNames.action).map(readResult),
	);
	if (calls.length !== people.length) {
		differences.unshift(`${calls.length} of ${people.length} people on the list were called.`);
	}
	return { workflow, differences };
}
