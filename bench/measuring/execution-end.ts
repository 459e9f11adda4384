/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';
import type { Execution, N8nClient } from '../../local-n8n/rest-client';

const lookAtN8nEveryMs = 200;

/**
 * The execution when it has ended. Looks at the list of executions and not at the execution: that one
 * brings all its data each time.
 *
 * @throws when it has not ended within `withinMs`
 */
export async function endOfExecution(
	client: N8nClient,
	{ id, workflowId }: { readonly id: string; readonly workflowId: string },
	withinMs: number,
	signal: AbortSignal,
): Promise<Execution> {
	for (let waitedMs = 0; waitedMs < withinMs; waitedMs += lookAtN8nEveryMs) {
		await delay(lookAtN8nEveryMs, undefined, { signal });
		const found = (await client.executions({ workflowId })).find((one) => one.id === id);
		if (typeof found?.stoppedAt === 'string') return await client.execution(id);
	}
	throw new Error(`Execution ${id} did not end within ${withinMs / 1_000} s`);
}
