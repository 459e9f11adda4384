import type { IExecuteFunctions, INode } from 'n8n-workflow';
import type { Explanation } from '../../domain/errors';
import { refusal } from '../parameter';
import { isTool } from '../tool';

/** What n8n's form of the Chat Trigger stores. Where nothing is chosen, nothing is stored. */
interface ChatParameters {
	readonly mode?: 'hostedChat' | 'webhook';
	readonly availableInChat?: boolean;
	readonly options?: { readonly responseMode?: string };
}

/**
 * Refuses a call whose result the chat that has started the execution would never see. n8n ends the
 * answer to a chat when the execution is put to wait, unless other nodes than the trigger answer it.
 *
 * A chat that has started another workflow, which runs this one, is not known here.
 */
export function refuseLostChatAnswer(context: IExecuteFunctions, itemIndex: number): void {
	const chat = chatThatWaits(context);
	if (chat === undefined || !losesAnswer(context, chat)) return;
	throw refusal(context, itemIndex, explain(chat));
}

/** The trigger of the chat in which somebody waits for an answer of this execution, if there is one. */
function chatThatWaits(context: IExecuteFunctions): ChatParameters | undefined {
	// By itself n8n runs a chat's workflow in other modes too, as for its MCP server: there nobody chats.
	if (!['webhook', 'manual'].includes(context.getMode())) return undefined;
	const chat = context.getChatTrigger();
	if (chat === null || chat.disabled === true || !hasRun(context, chat)) return undefined;
	return chat.parameters as ChatParameters;
}

/** Whether it has started this execution, and not another trigger of the workflow. */
function hasRun(context: IExecuteFunctions, { name }: INode): boolean {
	const { $ } = context.getWorkflowDataProxy(0) as {
		$: (nodeName: string) => { isExecuted?: boolean };
	};
	return $(name).isExecuted === true;
}

function losesAnswer(context: IExecuteFunctions, chat: ChatParameters): boolean {
	switch (responseModeOf(chat)) {
		case 'streaming':
			return isTool(context) || isFollowedByAgent(context);
		case 'lastNode':
			// n8n's own chat does wait for the last node, and cannot be told from the page.
			return chat.availableInChat !== true;
		case 'responseNodes':
			// The Chat node answers no other chat than the hosted one.
			return chat.mode === 'webhook';
		default:
			return false;
	}
}

/** As the Chat Trigger itself reads it. */
function responseModeOf({ availableInChat, options }: ChatParameters): string {
	return options?.responseMode ?? (availableInChat === true ? 'streaming' : 'lastNode');
}

/** An agent in front has streamed its answer by now; one behind would stream it to nobody. */
function isFollowedByAgent(context: IExecuteFunctions): boolean {
	return context
		.getChildNodes(context.getNode().name)
		.some(({ type, disabled }) => !disabled && type.endsWith('.agent'));
}

function explain({ mode }: ChatParameters): Explanation {
	const change =
		mode === 'webhook'
			? "In the Chat Trigger, set 'Response Mode' to Using 'Respond to Webhook' Node, and answer with that node"
			: "In the Chat Trigger, set 'Response Mode' to 'Using Response Nodes', and answer with a Chat node (Send Message)";
	const whatToDo = `${change}, or use the Place operation.`;
	return {
		message: 'This chat cannot wait for the result of a call',
		description: whatToDo,
		next: { sentence: `${whatToDo} Do not try again: tell the user.` },
	};
}
