import type { N8nClient } from '../../local-n8n/rest-client';
import type { Simulator } from '../../simulator/server';

/** Runs a workflow by hand and resolves with the execution's ID when n8n has stored it as waiting. */
export async function runUntilWaiting(
	n8n: N8nClient,
	workflowId: string,
	triggerName = 'By hand',
): Promise<string> {
	const id = await n8n.run(workflowId, triggerName);
	const execution = await n8n.waitForExecution(
		id,
		30_000,
		({ status }) => status !== 'running' && status !== 'new',
	);
	if (execution.status !== 'waiting') {
		throw new Error(
			`Execution ${id} does not wait: ${execution.status}, ${execution.data.resultData.error?.message}`,
		);
	}
	return id;
}

/** What CallCow was told about a call: the address for its result, and the secret to show there. */
export interface Callback {
	readonly url: string;
	readonly secret: string;
	readonly callId: string;
}

/** The callback of the call that was placed last. */
export function lastCallback(simulator: Simulator): Callback {
	const body = simulator.requests().at(-1)!.body as {
		callback_url: string;
		callback_secret: string;
	};
	return {
		url: body.callback_url,
		secret: body.callback_secret,
		callId: simulator.calls().at(-1)!.call_id,
	};
}

/** Delivers a result as CallCow does, and gives what n8n answers. */
export async function deliver(
	{ url, secret, callId }: Callback,
	change: {
		secret?: string;
		body?: string;
		callStatus?: string;
		/** After which the sender gives up. */
		timeLimitMs?: number;
	} = {},
): Promise<{ status: number; body: string }> {
	const response = await fetch(url, {
		method: 'POST',
		signal: AbortSignal.timeout(change.timeLimitMs ?? 60_000),
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${change.secret ?? secret}`,
		},
		body:
			change.body ??
			JSON.stringify({
				call_id: callId,
				call_status: change.callStatus ?? 'success',
				provider_status: 'completed',
				call_summary: `Summary of ${callId}`,
				messages: [],
				form_fills: [],
			}),
	});
	return { status: response.status, body: await response.text() };
}
