import type { ExportedNode, ExportedWorkflow } from '../../../migrate/exported';

/* Workflows of CallCow's earlier nodes, as n8n 2.41 exports them. */

export const earlierTrigger = (more: Partial<ExportedNode> = {}): ExportedNode => ({
	id: 'f1b8a0de-8f0a-4f53-a1a5-0a2f6d3b9d10',
	name: 'Callcow Trigger',
	type: 'n8n-nodes-callcow.callcowTrigger',
	typeVersion: 1,
	position: [0, 0],
	webhookId: '0d7e1d7e-6b1b-4d2b-9a0b-0c6a5f1c9a11',
	parameters: {
		workflow_id: {
			__rl: true,
			mode: 'list',
			value: 'w-front-desk',
			cachedResultName: 'Front desk',
		},
	},
	credentials: { callcowApi: { id: 'oldCredential', name: 'Our CallCow' } },
	...more,
});

export const earlierCall = (
	parameters: Record<string, unknown> = {},
	more: Partial<ExportedNode> = {},
): ExportedNode => ({
	id: '5f0f1a3c-5a9b-4a58-b4a7-2e6b2d3f6c20',
	name: 'Callcow',
	type: 'n8n-nodes-callcow.callcow',
	typeVersion: 1,
	position: [220, 0],
	parameters: {
		workflow_id: { __rl: true, mode: 'id', value: 'w-front-desk' },
		recipient_phone: '+14155552671',
		recipient_name: '={{ $json.name }}',
		recipient_email: '',
		recipient_context: 'Asked about insurance',
		idempotency_key: '',
		requestOptions: {},
		...parameters,
	},
	credentials: { callcowApi: { id: 'oldCredential', name: 'Our CallCow' } },
	...more,
});

export const otherNode = (
	name: string,
	parameters: Record<string, unknown> = {},
	more: Partial<ExportedNode> = {},
): ExportedNode => ({
	id: name,
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	position: [440, 0],
	parameters,
	...more,
});

/** Every node connected to the next. */
export const exported = (
	nodes: readonly ExportedNode[],
	more: Partial<ExportedWorkflow> = {},
): ExportedWorkflow => ({
	name: 'Front desk',
	nodes,
	connections: Object.fromEntries(
		nodes
			.slice(1)
			.map((node, index) => [
				nodes[index]!.name,
				{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
			]),
	),
	...more,
});
