/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionStatus } from 'n8n-workflow';
import type { N8nClient } from '../../../local-n8n/rest-client';
import { until } from '../../measuring/until';
import type { Resumption } from './measurement';
import type { NextNodeReceiver } from './next-node';
import { resultPayload } from './result-payload';
import type { Callback, WaitingNode } from './waiting-nodes';

export interface Scene {
	readonly client: N8nClient;
	readonly receiver: NextNodeReceiver;
	readonly signal: AbortSignal;
}

const lookEveryMs = 20;
const timeLimitMs = 60_000;
/** n8n tidies up after it has stored a wait: the callbacks meet an n8n that has nothing else to do. */
const quietMs = 200;

/**
 * Starts as many executions, and when n8n has stored every one of them as waiting, sends all their
 * callbacks at once. Resolves when all have ended, or 60 s have passed.
 */
export async function resumeAtOnce(
	waitingNode: WaitingNode,
	workflowId: string,
	waiting: number,
	{ client, receiver, signal }: Scene,
): Promise<Resumption[]> {
	const executionIds: string[] = [];
	for (let started = 0; started < waiting; started++) {
		executionIds.push(await client.run(workflowId, 'By hand'));
	}
	/** Whether there are so many before the time is over. */
	const thereAre = async (wanted: number, status: ExecutionStatus[]) =>
		await until(
			async () => (await client.countExecutions({ workflowId, status })) === wanted || undefined,
			{ everyMs: lookEveryMs, withinMs: timeLimitMs, signal },
		);
	if (!(await thereAre(waiting, ['waiting'])))
		throw new Error(`Not all of ${waiting} executions wait in the ${waitingNode.name}.`);
	const callbacks = await waitingNode.callbacksOf(executionIds);
	await delay(quietMs, undefined, { signal });
	await openConnections(client.url, waiting);

	const answered = await Promise.all(callbacks.map(send));
	await thereAre(0, ['new', 'running', 'waiting']);
	const arrivals = receiver.arrivals();
	return answered.map((resumption) => ({
		...resumption,
		arrivals: arrivals.filter(({ executionId }) => executionId === resumption.executionId),
	}));
}

/** So that no callback is the one that has to open its connection; n8n keeps idle ones for seconds only. */
async function openConnections(n8nUrl: string, count: number): Promise<void> {
	await Promise.all(
		Array.from({ length: count }, async () => {
			await (await fetch(`${n8nUrl}/healthz`)).arrayBuffer();
		}),
	);
}

async function send(callback: Callback): Promise<Omit<Resumption, 'arrivals'>> {
	const { executionId, callId, url, headers } = callback;
	const body = resultPayload(callId);
	const sentAtMs = performance.now();
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	await response.arrayBuffer();
	const answeredAtMs = performance.now();
	return { executionId, callId, sentAtMs, answeredAtMs, status: response.status };
}
