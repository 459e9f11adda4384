import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import type { N8nClient, WorkflowDefinition } from '../../local-n8n/rest-client';
import { startAgentStage, type AgentStage } from './agent-stage';
import { sayInChat, type ChatAnswer } from './chat-client';
import { connectToTestN8n } from './n8n';

/** A published workflow that people chat with. */
export interface PublishedChat {
	/** Of the workflow. */
	readonly id: string;
	/** Of the page, and where it sends what is said. */
	readonly url: string;
	/** Says something, in a session of its own unless one is given, and resolves with the answer. */
	say(text: string, how?: Saying): Promise<ChatAnswer>;
}

export interface Saying {
	readonly session?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface ChatStage extends AgentStage {
	readonly n8n: N8nClient;
	/** A workflow that people chat with in the editor only. */
	draft(workflow: WorkflowDefinition): Promise<Pick<PublishedChat, 'id' | 'say'>>;
	publish(workflow: WorkflowDefinition): Promise<PublishedChat>;
}

/** n8n with somebody to phone, a model, and chats. */
export async function startChatStage(): Promise<ChatStage> {
	const stage = await startAgentStage();
	const n8n = await connectToTestN8n();
	const created: string[] = [];
	return {
		...stage,
		n8n,
		async draft(workflow) {
			const { name } = triggerOf(workflow);
			const { id } = await n8n.createWorkflow(workflow);
			created.push(id);
			const say: PublishedChat['say'] = async (text, { session = randomUUID() } = {}) =>
				await sayInChat(await n8n.listenForChat(id, name, session), session, text);
			return { id, say };
		},
		async publish(workflow) {
			const { webhookId } = triggerOf(workflow);
			const { id } = await n8n.createWorkflow(workflow);
			created.push(id);
			await n8n.activate(id);
			await n8n.waitForPublication(id, 30_000);
			const url = `${n8n.url}/webhook/${webhookId}/chat`;
			// n8n answers 404 for a moment after that.
			while ((await fetch(url, { method: 'OPTIONS' })).status === 404);
			const say: PublishedChat['say'] = async (text, { session = randomUUID(), headers } = {}) =>
				await sayInChat(url, session, text, headers);
			return { id, url, say };
		},
		async clear() {
			await stage.clear();
			for (const id of created.splice(0)) {
				for (const waiting of await n8n.executions({ workflowId: id, status: ['waiting'] })) {
					await n8n.stopExecution(waiting.id);
				}
				await n8n.deleteWorkflow(id);
			}
		},
	};
}

function triggerOf({ name, nodes }: WorkflowDefinition): INode {
	const trigger = nodes.find(({ type }) => type.endsWith('.chatTrigger'));
	if (trigger === undefined) throw new Error(`"${name}" has no Chat Trigger.`);
	return trigger;
}
