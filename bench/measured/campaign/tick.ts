import type { CallRecord } from '../../../simulator/records';
import type { Execution } from '../../../local-n8n/rest-client';
import { endOfExecution } from '../../measuring/execution-end';
import { shares } from '../people';
import { BY_HAND, TICK_WITHIN_MS, type Workbench } from './workbench';

/** As many results are on their way at the same time, at the most. */
export const RESULTS_AT_ONCE = 10;

/** What one tick and the results of its calls came to. */
export interface Tick {
	readonly tickMs: number;
	/** Run time of each node that ran. */
	readonly nodeMs: Readonly<Record<string, number>>;
	/** What n8n keeps of the execution. */
	readonly storedKilobytes: number;
	/** Who was called, in the order of the calls. */
	readonly called: readonly string[];
	/** From the first result until the last one is in the table, and its execution over. */
	readonly resultsMs: number;
	/** As n8n names it: `success`, `error`, … */
	readonly ending: string;
}

/** Runs one tick by itself, and when it is over, ends its calls and waits until all results are written. */
export async function runTick(workbench: Workbench): Promise<Tick> {
	const { n8n, simulator, workflowId, signal } = workbench;
	const before = simulator.calls().length;
	const id = await n8n.client.run(workflowId, BY_HAND);
	const execution = await endOfExecution(n8n.client, { id, workflowId }, TICK_WITHIN_MS, signal);
	const calls = simulator.calls().slice(before);
	return {
		tickMs: Date.parse(execution.stoppedAt ?? '') - Date.parse(execution.startedAt),
		nodeMs: timeOfNodes(execution),
		storedKilobytes: await storedKilobytes(workbench, id),
		called: calls.map(({ recipient_phone: phone }) => phone),
		resultsMs: await sendResults(workbench, calls),
		ending: execution.status,
	};
}

/** A node that ran several times counts with all of them. */
const timeOfNodes = ({ data }: Execution): Record<string, number> =>
	Object.fromEntries(
		Object.entries(data.resultData.runData).map(([name, runs]) => [
			name,
			runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
		]),
	);

async function storedKilobytes({ n8n }: Workbench, id: string): Promise<number> {
	const { data } = await n8n.client.send<{ data: string }>('GET', `/rest/executions/${id}`);
	return Math.round(Buffer.byteLength(data) / 1_024);
}

async function sendResults(
	{ n8n, simulator, workflowId }: Workbench,
	calls: readonly CallRecord[],
): Promise<number> {
	const over = { workflowId, status: ['success', 'error', 'crashed', 'canceled'] } as const;
	const before = await n8n.client.countExecutions(over);
	const startedAtMs = performance.now();
	await Promise.all(
		shares(calls, RESULTS_AT_ONCE).map(async (share) => {
			for (const { call_id: id } of share) await simulator.decide(id, { outcome: 'answered' });
		}),
	);
	await n8n.client.waitForCount(over, before + calls.length, TICK_WITHIN_MS);
	return Math.round(performance.now() - startedAtMs);
}
