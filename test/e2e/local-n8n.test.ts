import type { IConnections, INode } from 'n8n-workflow';

import { itemsOf } from '../../local-n8n/execution-items';
import type { N8nClient, StoredWorkflow } from '../../local-n8n/rest-client';
import { connectToTestN8n, testConnection } from '../support/n8n';

const webhookPath = 'core-nodes-only';

const nodes: INode[] = [
	{
		id: 'manual',
		name: 'By hand',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	},
	{
		id: 'webhook',
		name: 'By webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 200],
		webhookId: webhookPath,
		parameters: { httpMethod: 'POST', path: webhookPath },
	},
	{
		id: 'code',
		name: 'Multiply',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [200, 100],
		parameters: { jsCode: 'return [{ json: { product: 6 * ($json.body?.by ?? 7) } }];' },
	},
];

const toMultiply = { main: [[{ node: 'Multiply', type: 'main' as const, index: 0 }]] };
const connections: IConnections = { 'By hand': toMultiply, 'By webhook': toMultiply };

let client: N8nClient;
let workflow: StoredWorkflow;

beforeAll(async () => {
	client = await connectToTestN8n();
});

beforeEach(async () => {
	workflow = await client.createWorkflow({ name: 'Core nodes only', nodes, connections });
});

afterEach(async () => {
	await client.deleteWorkflow(workflow.id);
});

/** Activation registers webhooks in the background, a moment after it was answered. */
async function postUntil(status: number, body: object): Promise<Response> {
	const { url } = await testConnection();
	const deadline = Date.now() + 10_000;
	for (;;) {
		const response = await fetch(`${url}/webhook/${webhookPath}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (response.status === status || Date.now() > deadline) return response;
	}
}

describe('the n8n that the end-to-end tests share', () => {
	it('has loaded both nodes from the tarball under the names that workflows keep', async () => {
		const names = (await client.nodeTypes()).map(({ name }) => name);

		expect(names).toEqual(
			expect.arrayContaining([
				'n8n-nodes-callcow.callCow',
				'n8n-nodes-callcow.callCowTool',
				'n8n-nodes-callcow.callCowTrigger',
			]),
		);
	});

	it('runs a workflow by hand and gives back what its nodes made', async () => {
		const execution = await client.waitForExecution(
			await client.run(workflow.id, 'By hand'),
			20_000,
		);

		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Multiply')).toEqual([{ product: 42 }]);
	});

	it('answers a webhook from activation to deactivation', async () => {
		expect((await client.activate(workflow.id)).active).toBe(true);
		expect((await postUntil(200, { by: 9 })).status).toBe(200);

		const executions = await client.waitForExecutions(workflow.id, 1, 20_000);
		expect(executions.map((execution) => itemsOf(execution, 'Multiply'))).toEqual([
			[{ product: 54 }],
		]);

		expect((await client.deactivate(workflow.id)).active).toBe(false);
		expect((await postUntil(404, {})).status).toBe(404);
	});
});
