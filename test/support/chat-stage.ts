import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import { startAgentStage, type AgentStage } from './agent-stage';
import { sayInChat, type ChatAnswer } from './chat-client';
import { chatAtAnyHour, chatPassword } from './chat-example';
import { readExample, withCredentials } from './example-workflow';
import { stageForTests } from './stage-for-tests';

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
	/** A workflow that people chat with in the editor only. */
	draft(workflow: WorkflowDefinition): Promise<Pick<PublishedChat, 'id' | 'say'>>;
	publish(workflow: WorkflowDefinition): Promise<PublishedChat>;
}

/** n8n with somebody to phone, a model, and chats. */
async function startChatStage(): Promise<ChatStage> {
	const stage = await startAgentStage();
	const { n8n } = stage;
	return {
		...stage,
		async draft(workflow) {
			const { name } = triggerOf(workflow);
			const id = await stage.create(workflow);
			const say: PublishedChat['say'] = async (text, { session = randomUUID() } = {}) =>
				await sayInChat(await n8n.listenForChat(id, name, session), session, text);
			return { id, say };
		},
		async publish(workflow) {
			const { webhookId } = triggerOf(workflow);
			const id = await stage.createPublished(workflow);
			const url = `${n8n.url}/webhook/${webhookId}/chat`;
			// n8n answers 404 for a moment after that.
			while ((await fetch(url, { method: 'OPTIONS' })).status === 404);
			const say: PublishedChat['say'] = async (text, { session = randomUUID(), headers } = {}) =>
				await sayInChat(url, session, text, headers);
			return { id, url, say };
		},
	};
}

/** The stage for the tests of a file. */
export const withChatStage = (): ChatStage => stageForTests(startChatStage);

export interface ChatExampleStage extends ChatStage {
	/** The example, at any hour; n8n asks whoever chats for the password. */
	example(): Promise<WorkflowDefinition>;
}

/** The stage for the tests of a file, with an example of a chat that phones. */
export const withChatExample = (file: string): ChatExampleStage =>
	stageForTests(async () => {
		const stage = await startChatStage();
		const { n8n, callCow, openAi } = stage;
		const password = await n8n.createCredential(chatPassword);
		return {
			...stage,
			async example() {
				const workflow = await readExample(file);
				return chatAtAnyHour(withCredentials(workflow, callCow, openAi, password));
			},
			async close() {
				await n8n.deleteCredential(password.id);
				await stage.close();
			},
		};
	});

function triggerOf({ name, nodes }: WorkflowDefinition): INode {
	const trigger = nodes.find(({ type }) => type.endsWith('.chatTrigger'));
	if (trigger === undefined) throw new Error(`"${name}" has no Chat Trigger.`);
	return trigger;
}
