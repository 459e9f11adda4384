import type { IDataObject } from 'n8n-workflow';

import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import type { DecisionInput } from '../../simulator/plan/script';
import type { Simulator } from '../../simulator/server';
import { readExample, withParameters } from './example-workflow';

/* The example that calls everybody on a list and then reports, with lists and times of a test. */

/** The data table that the example makes. */
export const TABLE_OF_CALLS = 'CallCow: call everyone';

export interface Listed extends IDataObject {
	readonly name: string;
	readonly phone: string;
	readonly appointment: string;
	readonly reference?: string;
}

/** People whom nobody else in the same test phones; without a reference of their own unless one is given. */
export function listOf(count: number, firstNumber = 2_100): Listed[] {
	return Array.from({ length: count }, (_, index) => ({
		name: `Person ${index + 1}`,
		phone: `+1415555${firstNumber + index}`,
		appointment: 'tomorrow at 3 pm',
	}));
}

export interface CallEverybody {
	readonly people: readonly Listed[];
	readonly run: string;
	/** By default longer than any test. */
	readonly minutesToWait?: number;
	/** By default 1. n8n keeps in its database what is 65 or more. */
	readonly lookAgainSeconds?: number;
}

/** The example with that list, and with what a test cannot wait for made short. */
export async function callEverybody({
	people,
	run,
	minutesToWait = 30,
	lookAgainSeconds = 1,
}: CallEverybody): Promise<WorkflowDefinition> {
	const settings = { run, minutesToWait };
	const changes: Array<[node: string, parameters: IDataObject]> = [
		['Settings', { mode: 'raw', jsonOutput: JSON.stringify(settings) }],
		['People to Call', { jsCode: `return ${JSON.stringify(people)}.map((json) => ({ json }));` }],
		['Wait 2 Minutes', { amount: lookAgainSeconds, unit: 'seconds' }],
	];
	return changes.reduce(
		(workflow, [node, parameters]) => withParameters(workflow, node, parameters),
		await readExample('call-everybody-then-report.json'),
	);
}

/** How often each number was phoned. */
export function timesPhoned(simulator: Simulator): Record<string, number> {
	const times: Record<string, number> = {};
	for (const { recipient_phone: phone } of simulator.calls()) {
		times[phone] = (times[phone] ?? 0) + 1;
	}
	return times;
}

/** Ends the one call to each of these; the statuses that n8n answered. */
export async function endCalls(
	simulator: Simulator,
	people: readonly Listed[],
	decision: DecisionInput,
): Promise<Array<number | null>> {
	const statuses: Array<number | null> = [];
	for (const { phone } of people) {
		const call = simulator.calls().find(({ recipient_phone }) => recipient_phone === phone);
		if (call === undefined) throw new Error('Nobody has phoned one of these people.');
		statuses.push((await simulator.decide(call.call_id, decision))?.status ?? null);
	}
	return statuses;
}
