import { randomUUID } from 'node:crypto';
import type { IDataObject, INode } from 'n8n-workflow';
import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import { agentWorkflow, type AgentWorkflow } from './agent-workflow';
import { node } from './workflow-builder';

/* A chat that starts a workflow, and what answers it. */

/** How the Chat Trigger answers, in the words of n8n's form. */
export const RESPONSE_MODES = {
	streaming: 'Streaming',
	lastNode: 'When Last Node Finishes',
	responseNodes: 'Using Response Nodes',
	responseNode: "Using 'Respond to Webhook' Node",
} as const;

export type ResponseMode = keyof typeof RESPONSE_MODES;

/** Publicly available; the mode as n8n stores it, or none as when nobody has chosen one. */
export function chatTrigger(responseMode?: ResponseMode, more: IDataObject = {}): INode {
	return node(
		'Chat',
		'@n8n/n8n-nodes-langchain.chatTrigger',
		{ public: true, options: { ...(responseMode && { responseMode }) }, ...more },
		{ typeVersion: 1.4, webhookId: randomUUID() },
	);
}

/** In the version that every n8n has; newer ones call it Chat. */
export function respondToChat(message = '={{ $json.output }}'): INode {
	return node('Respond to Chat', '@n8n/n8n-nodes-langchain.chat', {
		message,
		waitUserReply: false,
		options: {},
	});
}

/** A chat with no page of n8n's own, answered by the node that answers webhooks too. */
export function respondToEmbeddedChat(): INode {
	return node(
		'Respond to Webhook',
		'n8n-nodes-base.respondToWebhook',
		{ respondWith: 'firstIncomingItem', options: {} },
		{ typeVersion: 1.4 },
	);
}

/** Chat → AI Agent, which has the CallCow tool and reads the chat's message → what answers, if anything. */
export function chatWithAgent(
	trigger: INode,
	answer: INode | undefined,
	options: AgentWorkflow,
): WorkflowDefinition {
	const definition = agentWorkflow('Chat', options);
	const left = definition.nodes.filter(({ name }) => !['By hand', 'List', 'Report'].includes(name));
	const connections = { ...definition.connections };
	for (const name of ['By hand', 'List', 'AI Agent']) delete connections[name];
	const nodes = left.map((each) =>
		each.name === 'AI Agent'
			? { ...each, parameters: { ...each.parameters, text: '={{ $json.chatInput }}' } }
			: each,
	);
	connections[trigger.name] = { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] };
	if (answer !== undefined) {
		connections['AI Agent'] = { main: [[{ node: answer.name, type: 'main', index: 0 }]] };
	}
	return { ...definition, connections, nodes: [trigger, ...nodes, ...(answer ? [answer] : [])] };
}
