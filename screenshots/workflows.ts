import type { INode, INodeParameters } from 'n8n-workflow';

import type { StoredCredential, WorkflowDefinition } from '../local-n8n/rest-client';

/** The names of the nodes that are clicked on; in the example they are the same. */
export const nodeNames = {
	start: 'When clicking ‘Execute workflow’',
	action: 'CallCow',
	trigger: 'CallCow Trigger',
	agent: 'AI Agent',
	tool: 'Call someone',
	next: 'Tell the practice',
} as const;

/** The workflow with the credential in both CallCow nodes, as if the user had chosen it there. */
export function withCredential(
	workflow: WorkflowDefinition,
	{ id, name }: StoredCredential,
): WorkflowDefinition {
	const credentials = { callCowApi: { id, name } };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith('n8n-nodes-callcow.') ? { ...node, credentials } : node,
		),
	};
}

/** The example with a CallCow workflow chosen from the list, in both nodes. */
export function withWorkflowChosen(
	workflow: WorkflowDefinition,
	cachedResultName: string,
): WorkflowDefinition {
	const workflowId = { __rl: true, mode: 'list', value: '8b7e4d12', cachedResultName };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			'workflowId' in node.parameters
				? { ...node, parameters: { ...node.parameters, workflowId } }
				: node,
		),
	};
}

/** The example with one second for one of its Wait nodes: it looks the same on the canvas. */
export function withShortWait(workflow: WorkflowDefinition, nodeName: string): WorkflowDefinition {
	const parameters = { amount: 1, unit: 'seconds' };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => (node.name === nodeName ? { ...node, parameters } : node)),
	};
}

/** The example with every option of the CallCow node added. */
export function withEveryOption(workflow: WorkflowDefinition): WorkflowDefinition {
	const options = {
		allowPremiumNumbers: false,
		callEachNumberAtMostOnce: 'perDay',
		callingHours: {
			hours: {
				clock: 'recipient',
				from: '09:00',
				to: '18:00',
				days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
				outside: 'skip',
			},
		},
		defaultCountry: 'US',
		idempotencyKey: '=appointment-{{ $json.name }}',
		maximumCalls: 100,
		maximumCallsPerDay: 500,
		maxRetries: 3,
		reference: '={{ $json.name }}',
		timeoutSeconds: 60,
	};
	return {
		...workflow,
		name: 'Place calls with every option',
		nodes: workflow.nodes.map((node) =>
			node.name === nodeNames.action
				? { ...node, parameters: { ...node.parameters, options } }
				: node,
		),
	};
}

/** A list of people and nobody to take the results: no trigger is in it. */
export function placeOnly(
	name: string,
	phones: readonly string[],
	options: INodeParameters = {},
	resultDestination = 'auto',
): WorkflowDefinition {
	const people = phones.map((phone) => `\t{ json: { phone: '${phone}' } },\n`).join('');
	return {
		name,
		nodes: [
			node(nodeNames.start, 'n8n-nodes-base.manualTrigger', 1, [0, 0], {}),
			node('People to call', 'n8n-nodes-base.code', 2, [240, 0], {
				jsCode: `return [\n${people}];`,
			}),
			node(nodeNames.action, 'n8n-nodes-callcow.callCow', 1.1, [480, 0], {
				prompt: 'Tell them that the shop opens at 10 am tomorrow instead of 9 am.',
				recipientPhone: '={{ $json.phone }}',
				resultDestination,
				options,
			}),
		],
		connections: {
			[nodeNames.start]: { main: [[{ node: 'People to call', type: 'main', index: 0 }]] },
			'People to call': { main: [[{ node: nodeNames.action, type: 'main', index: 0 }]] },
		},
	};
}

/** A call that nobody has placed yet, and a node that is to get what comes of it. */
export function neverRun(): WorkflowDefinition {
	return {
		name: 'Before the first call',
		nodes: [
			node(nodeNames.start, 'n8n-nodes-base.manualTrigger', 1, [0, 0], {}),
			node(nodeNames.action, 'n8n-nodes-callcow.callCow', 1.1, [240, 0], {
				operation: 'placeAndWait',
				prompt: "Confirm Sarah's 3 pm appointment tomorrow at the dental practice",
				recipientPhone: '+1 415 555 2671',
			}),
			node(nodeNames.next, 'n8n-nodes-base.slack', 2.3, [480, 0], {
				select: 'channel',
				text: '={{ $json.outcome }}: {{ $json.call_summary }}',
			}),
		],
		connections: {
			[nodeNames.start]: { main: [[{ node: nodeNames.action, type: 'main', index: 0 }]] },
			[nodeNames.action]: { main: [[{ node: nodeNames.next, type: 'main', index: 0 }]] },
		},
	};
}

/** An agent that may phone somebody: the model fills in the number and the briefing. */
export function agentWithTool(): WorkflowDefinition {
	return {
		name: 'An agent that makes phone calls',
		nodes: [
			node('When chat message received', '@n8n/n8n-nodes-langchain.chatTrigger', 1.4, [0, 0], {
				options: {},
			}),
			node(nodeNames.agent, '@n8n/n8n-nodes-langchain.agent', 3.1, [240, 0], { options: {} }),
			// As it is added: prompt and number are the model's by themselves.
			node(nodeNames.tool, 'n8n-nodes-callcow.callCowTool', 1.1, [360, 240], {
				operation: 'placeAndWait',
			}),
		],
		connections: {
			'When chat message received': {
				main: [[{ node: nodeNames.agent, type: 'main', index: 0 }]],
			},
			[nodeNames.tool]: { ai_tool: [[{ node: nodeNames.agent, type: 'ai_tool', index: 0 }]] },
		},
	};
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	parameters: INode['parameters'],
): INode {
	return { id: name, name, type, typeVersion, position, parameters };
}
