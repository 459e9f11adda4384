import { randomUUID } from 'node:crypto';
import type { Execution, WorkflowDefinition } from '../../local-n8n/rest-client';
import { startAgentStage, type AgentStage } from './agent-stage';
import { openChat, type Chat, type Question } from './chat';
import { readExample, withCredentials } from './example-workflow';
import { stageForTests } from './stage-for-tests';

/** The node that asks, and the tool behind it, in the example. */
export const ASK = 'Ask Before Calling';
export const PHONE = 'Call a Person';

/** An agent that asks in a chat before it phones. */
export interface ApprovalStage extends AgentStage {
	/** Publishes the workflow, and writes into its chat. */
	talk(workflow: WorkflowDefinition, says?: string): Promise<Chat>;
	/** The question that n8n waits for, also where the chat does not show it. */
	pendingQuestion(chat: Chat): Promise<Question>;
	execution(chat: Chat): Promise<Execution>;
	/** Waits until the agent has said its last words. */
	ends(chat: Chat, timeoutMs: number): Promise<void>;
}

async function startApprovalStage(): Promise<ApprovalStage> {
	const stage = await startAgentStage();
	const { n8n } = stage;
	const chats: Chat[] = [];
	return {
		...stage,
		async talk(workflow, says = 'Phone Sarah.') {
			const { definition, webhookId } = withChatOfItsOwn(workflow);
			await stage.createPublished(definition);
			const chat = await openChat(n8n, webhookId, says);
			chats.push(chat);
			return chat;
		},
		async pendingQuestion({ executionId }) {
			const { data } = await n8n.waitForExecution(
				executionId,
				30_000,
				({ status }) => status === 'waiting',
			);
			return questionIn(data.resultData.runData[ASK]![0]!.data!.ai_tool![0]![0]!);
		},
		execution: async ({ executionId }) => await n8n.execution(executionId),
		async ends({ executionId }, timeoutMs) {
			await n8n.waitForExecution(executionId, timeoutMs);
		},
		async clear() {
			for (const chat of chats.splice(0)) chat.close();
			await stage.clear();
		},
	};
}

/** The stage for the tests of a file. */
export const withApprovalStage = (): ApprovalStage => stageForTests(startApprovalStage);

/** The example, with credentials chosen. */
export async function approvalExample(
	credentials: Pick<AgentStage, 'callCow' | 'openAi'>,
): Promise<WorkflowDefinition> {
	const example = await readExample('agent-asks-before-it-phones.json');
	return withCredentials(example, credentials.callCow, credentials.openAi);
}

/** The workflow with another address of its chat: that of the example may be in use. */
export function withChatOfItsOwn(workflow: WorkflowDefinition): {
	definition: WorkflowDefinition;
	webhookId: string;
} {
	const webhookId = randomUUID();
	const nodes = workflow.nodes.map((node) =>
		node.type.endsWith('.chatTrigger') ? { ...node, webhookId } : node,
	);
	return { definition: { ...workflow, nodes }, webhookId };
}

/** n8n keeps what it sends to the chat with the item. */
function questionIn(item: object): Question {
	return (item as { sendMessage: Question }).sendMessage;
}

/** The next thing that the chat shows is a question; without its backslashes it reads as its page shows it. */
export async function question(chat: Chat): Promise<Question & { readonly shown: string }> {
	const next = await chat.next();
	if (typeof next === 'string') throw new Error(`The chat does not ask but says: ${next}`);
	return { ...next, shown: next.text.replace(/\\([!-/:-@[-`{-~])/g, '$1') };
}

/** Whom CallCow was asked to call, and with which prompt. */
export const placed = ({ simulator }: ApprovalStage): unknown[] =>
	simulator.calls().map(({ recipient_phone, prompt }) => [recipient_phone, prompt]);

/** The buttons of the example's question. */
export const YES = 'Call now';
export const NO = 'Do not call';

/** What a model reads of a call that was declined. */
export const REFUSED = /User rejected the tool call/;
/** n8n takes what was said at first for the answer about those that it has not asked about. */
export const TOLD_OF_REFUSAL = /User rejected the tool call|provided feedback/;
export const NOT_APPROVED = /No one has approved this call.*No call was placed.*one call per turn/;

/** Without waiting for the chat, which looks every three seconds whether there is something to say. */
export const ENDS_WITHIN_MS = 30_000;

/** What the model has read of the tool calls, one after the other, whatever their IDs. */
export const lastResults = ({ model }: ApprovalStage): string[] =>
	model
		.conversations()
		.at(-1)!
		.results.map(({ content }) => content);
