import type { AINodeConnectionType, IConnections, INode, IDataObject } from 'n8n-workflow';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';

/* Small workflows for the tests, with what a test cares about and nothing else. */

let nodes = 0;

export function node(
	name: string,
	type: string,
	parameters: IDataObject = {},
	more: Partial<INode> = {},
): INode {
	nodes++;
	return {
		id: `node-${nodes}`,
		name,
		type,
		typeVersion: 1,
		position: [200 * nodes, 0],
		parameters: parameters as INode['parameters'],
		...more,
	};
}

export const byHand = (): INode => node('By hand', 'n8n-nodes-base.manualTrigger');

/** Gives a fixed list of items. */
export const list = (items: readonly IDataObject[]): INode =>
	node(
		'List',
		'n8n-nodes-base.code',
		{ jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
		{ typeVersion: 2 },
	);

export const end = (name: string): INode => node(name, 'n8n-nodes-base.noOp');

/** Of both nodes, as the editor adds them. */
export const NODE_VERSION = 1.1;

export const callCow = (
	credential: StoredCredential,
	parameters: IDataObject,
	more: Partial<INode> = {},
): INode =>
	node(
		'CallCow',
		'n8n-nodes-callcow.callCow',
		{ resource: 'call', operation: 'place', ...parameters },
		{
			typeVersion: NODE_VERSION,
			credentials: { callCowApi: { id: credential.id, name: credential.name } },
			...more,
		},
	);

export const callCowTrigger = (
	credential: StoredCredential | undefined,
	parameters: IDataObject = {},
): INode =>
	node('CallCow Trigger', 'n8n-nodes-callcow.callCowTrigger', parameters, {
		typeVersion: NODE_VERSION,
		...(credential && {
			credentials: { callCowApi: { id: credential.id, name: credential.name } },
		}),
	});

/** A workflow of several chains; in each, every node is connected to the next. */
export function workflowOf(name: string, ...chains: INode[][]): WorkflowDefinition {
	const connections: IConnections = {};
	for (const chain of chains) {
		chain.slice(1).forEach(({ name: next }, index) => {
			connections[chain[index]!.name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
		});
	}
	return { name, nodes: chains.flat(), connections };
}

/** The workflow with a node more, which others use, as agents use their model and tools. */
export function withSubNode(
	workflow: WorkflowDefinition,
	subNode: INode,
	type: AINodeConnectionType,
	...usedBy: readonly string[]
): WorkflowDefinition {
	return {
		...workflow,
		nodes: [...workflow.nodes, subNode],
		connections: {
			...workflow.connections,
			[subNode.name]: { [type]: [usedBy.map((name) => ({ node: name, type, index: 0 }))] },
		},
	};
}
