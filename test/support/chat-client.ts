import { openChatSocket, type StartedChat } from './chat-socket';

/** What a chat gets for one message of the person who chats. */
export interface ChatAnswer {
	readonly status: number;
	/** As n8n sent it to the request, streamed or not. */
	readonly body: string;
	/** What the chat shows, in this order. */
	readonly messages: readonly string[];
	/** Whether the answer came piece by piece. */
	readonly streamed: boolean;
}

interface Started extends StartedChat {
	readonly executionStarted: true;
}

/**
 * Says something in a chat as n8n's own page does, and resolves when n8n has ended its answer: that to
 * the request or, where nodes answer, the web socket that the page opens then.
 */
export async function sayInChat(
	chatUrl: string,
	sessionId: string,
	chatInput: string,
	headers: Readonly<Record<string, string>> = {},
): Promise<ChatAnswer> {
	const response = await fetch(chatUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput }),
	});
	const { status } = response;
	const body = await response.text();
	const lines = body.split('\n').filter((line) => line.trim() !== '');
	const streamed = lines.some((line) => partOf(line) !== undefined);
	if (streamed) return { status, body, messages: [lines.map(textOfPart).join('')], streamed };
	const answer = objectIn(body) as Partial<Started> & { output?: string; text?: string };
	if (answer.executionStarted === true) {
		const socket = openChatSocket(chatUrl, sessionId, answer as Started);
		await socket.closed;
		return { status, body, messages: socket.messages, streamed };
	}
	const text = answer.output ?? answer.text;
	return { status, body, messages: text === undefined ? [] : [text], streamed };
}

interface StreamedPart {
	readonly type: 'begin' | 'item' | 'end' | 'error';
	readonly content?: string;
}

function partOf(line: string): StreamedPart | undefined {
	const part = objectIn(line) as Partial<StreamedPart>;
	return ['begin', 'item', 'end', 'error'].includes(part.type ?? '')
		? (part as StreamedPart)
		: undefined;
}

function textOfPart(line: string): string {
	const part = partOf(line);
	return part?.type === 'item' || part?.type === 'error' ? (part.content ?? '') : '';
}

function objectIn(text: string): object {
	try {
		return JSON.parse(text) as object;
	} catch {
		return {};
	}
}
