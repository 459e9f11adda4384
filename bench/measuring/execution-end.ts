import type { Execution, ExecutionSummary, N8nClient } from '../../local-n8n/rest-client';
import { until, type Patience } from './until';

const lookAtN8nEveryMs = 200;

/**
 * The execution when it has ended.
 *
 * @throws when it has not ended within `withinMs`
 */
export async function endOfExecution(
	client: N8nClient,
	started: { readonly id: string; readonly workflowId: string },
	withinMs: number,
	signal: AbortSignal,
): Promise<Execution> {
	const patience = { everyMs: lookAtN8nEveryMs, withinMs, signal };
	if ((await endedExecution(client, started, patience)) !== undefined) {
		return await client.execution(started.id);
	}
	throw new Error(`Execution ${started.id} did not end within ${withinMs / 1_000} s`);
}

/**
 * What the list of executions says of it when it has ended; nothing when the time is over. Looks at the list
 * and not at the execution: that one brings all its data each time.
 */
export async function endedExecution(
	client: N8nClient,
	{ id, workflowId }: { readonly id: string; readonly workflowId: string },
	patience: Patience,
): Promise<(ExecutionSummary & { readonly stoppedAt: string }) | undefined> {
	return await until(async () => {
		const found = (await client.executions({ workflowId })).find((one) => one.id === id);
		return found !== undefined && hasEnded(found) ? found : undefined;
	}, patience);
}

function hasEnded(execution: ExecutionSummary): execution is ExecutionSummary & {
	readonly stoppedAt: string;
} {
	return typeof execution.stoppedAt === 'string' && execution.status !== 'waiting';
}
