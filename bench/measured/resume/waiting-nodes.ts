import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import type { N8nClient, StoredCredential } from '../../../local-n8n/rest-client';
import type { Simulator } from '../../../simulator/server';
import { callCow, node } from '../../../test/support/workflow-builder';

/** What lets one waiting execution go on. */
export interface Callback {
	readonly executionId: string;
	readonly callId: string;
	readonly url: string;
	/** Beside the content type. */
	readonly headers: Readonly<Record<string, string>>;
}

/** One kind of node that an execution waits in. */
export interface WaitingNode {
	readonly name: string;
	readonly node: INode;
	/** For each of the executions, which all wait. */
	callbacksOf(executionIds: readonly string[]): Promise<Callback[]>;
}

export const callCowNode = (credential: StoredCredential, simulator: Simulator): WaitingNode => ({
	name: 'CallCow node',
	node: callCow(credential, {
		operation: 'placeAndWait',
		prompt: 'Confirm the appointment tomorrow at 3 pm at the dental practice',
		recipientPhone: '+14155552671',
	}),
	async callbacksOf(executionIds) {
		const placed = simulator.requests().map(({ body, made_call_id }) => ({
			...(body as { callback_url: string; callback_secret: string }),
			callId: made_call_id!,
		}));
		return executionIds.map((executionId) => {
			const path = `/webhook-waiting/${executionId}`;
			const call = placed.find(({ callback_url: url }) => new URL(url).pathname === path);
			if (call === undefined) throw new Error(`Execution ${executionId} has placed no call.`);
			return {
				executionId,
				callId: call.callId,
				url: call.callback_url,
				headers: { authorization: `Bearer ${call.callback_secret}` },
			};
		});
	},
});

/** With default settings but for POST: no authentication other than the token in the address. */
export const waitNode = (client: N8nClient): WaitingNode => ({
	name: 'Wait node',
	node: node(
		'Wait',
		'n8n-nodes-base.wait',
		{ resume: 'webhook', httpMethod: 'POST', responseMode: 'onReceived', options: {} },
		{ typeVersion: 1.1, webhookId: randomUUID() },
	),
	async callbacksOf(executionIds) {
		return await Promise.all(
			executionIds.map(async (executionId) => ({
				executionId,
				callId: randomUUID(),
				url: await resumeUrl(client, executionId),
				headers: {},
			})),
		);
	},
});

/** As `$execution.resumeUrl` has it, without a node more in the workflow that would hand it out. */
async function resumeUrl(client: N8nClient, executionId: string): Promise<string> {
	const { resumeToken } = (await client.execution(executionId)).data;
	const url = new URL(`/webhook-waiting/${executionId}`, client.url);
	if (resumeToken !== undefined) url.searchParams.set('signature', resumeToken);
	return url.toString();
}
