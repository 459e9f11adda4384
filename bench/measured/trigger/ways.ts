import type { INode } from 'n8n-workflow';
import type { N8nClient } from '../../../local-n8n/rest-client';
import { callCowTrigger, end, node, workflowOf } from '../../../test/support/workflow-builder';

/** Both triggers that check something want the same header. */
export const SECRET = 'of-the-bench-of-the-bench-of-the-bench';

/** One way to start a workflow by a request. */
export interface Way {
	readonly name: string;
	/** The node, and the path that follows `/webhook/`. */
	trigger(client: N8nClient): Promise<{ readonly node: INode; readonly path: string }>;
}

/**
 * What a trigger of an API can reach at the most: it holds a credential, as all of them do, and neither
 * reads it nor checks anything.
 */
export const bareTrigger: Way = {
	name: 'bare trigger',
	trigger: async (client) => await bare(client, 'bench-bare', 1.1),
};

/** As a new node is written: for each request n8n evaluates an expression more. */
export const bareTriggerOfVersion1: Way = {
	name: 'bare trigger, version 1',
	trigger: async (client) => await bare(client, 'bench-bare-1', 1),
};

async function bare(client: N8nClient, webhookId: string, typeVersion: number) {
	const { id, name } = await createCredential(client);
	return {
		node: node(
			'Bare Trigger',
			'CUSTOM.bareTrigger',
			{},
			{ typeVersion, webhookId, credentials: { callCowApi: { id, name } } },
		),
		path: `${webhookId}/bare`,
	};
}

export const webhookWithHeaderAuth: Way = {
	name: 'core Webhook node, header authentication',
	async trigger(client) {
		const { id, name } = await client.createCredential({
			name: 'Header of the bench',
			type: 'httpHeaderAuth',
			data: { name: 'Authorization', value: `Bearer ${SECRET}` },
		});
		const path = 'bench-webhook';
		return {
			node: node(
				'Webhook',
				'n8n-nodes-base.webhook',
				{
					httpMethod: 'POST',
					path,
					authentication: 'headerAuth',
					options: { noResponseBody: true },
				},
				{ typeVersion: 2.1, webhookId: path, credentials: { httpHeaderAuth: { id, name } } },
			),
			path,
		};
	},
};

/** Checks the secret, reads the payload, filters by outcome, and drops what was delivered before. */
export const callCowTriggerNode: Way = {
	name: 'CallCow Trigger',
	async trigger(client) {
		const credential = await createCredential(client);
		const webhookId = 'bench-callcow';
		return {
			node: {
				...callCowTrigger(credential, { outcomes: ['answered', 'voicemail'] }),
				webhookId,
			},
			path: `${webhookId}/callcow`,
		};
	},
};

const createCredential = async (client: N8nClient) =>
	await client.createCredential({
		name: 'CallCow of the bench',
		type: 'callCowApi',
		data: { apiKey: 'of-the-bench', baseUrl: 'http://127.0.0.1:9', callbackSecret: SECRET },
	});

/** An active workflow of the trigger and a node that does nothing. */
export async function activate(
	way: Way,
	client: N8nClient,
): Promise<{ readonly workflowId: string; readonly path: string }> {
	const { node: trigger, path } = await way.trigger(client);
	const { id: workflowId } = await client.createWorkflow(
		workflowOf(way.name, [trigger, end('Result')]),
	);
	await client.activate(workflowId);
	await client.waitForPublication(workflowId, 30_000);
	return { workflowId, path };
}
