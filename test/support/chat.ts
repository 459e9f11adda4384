import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../local-n8n/rest-client';
import { openChatSocket, type StartedChat } from './chat-socket';
import { until } from './until';

/* The chat of n8n's Chat Trigger, as its page in the browser speaks: a request, and then a WebSocket. */

/** A message of the chat that asks for a decision. */
export interface Question {
	/** In Markdown. */
	readonly text: string;
	readonly buttons: ReadonlyArray<{ readonly text: string; readonly link: string }>;
}

/** One execution that somebody has started by a message, and goes on talking with. */
export interface Chat {
	readonly executionId: string;
	/** The next message that n8n sends; a question comes as `Question`. */
	next(): Promise<string | Question>;
	/** Writes instead of pressing a button. */
	write(text: string): void;
	close(): void;
}

/** n8n looks every three seconds whether there is something to say. */
const SAYS_WITHIN_MS = 30_000;

/** Opens the chat of a published workflow as whom the client is logged in as, and says something. */
export async function openChat(n8n: N8nClient, webhookId: string, says: string): Promise<Chat> {
	const sessionId = randomUUID();
	const request = async () =>
		await fetch(`${n8n.url}/webhook/${webhookId}/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', cookie: n8n.session().cookie ?? '' },
			body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput: says }),
		});
	let response = await request();
	// n8n answers 404 for a moment after the publication.
	while (response.status === 404) response = await request();
	const started = (await response.json()) as StartedChat;
	const { executionId } = started;
	const { messages, write, close } = openChatSocket(n8n.url, sessionId, started);
	return {
		executionId,
		async next() {
			await until('the chat says something', () => messages.length > 0, SAYS_WITHIN_MS);
			const message = messages.shift()!;
			return message.startsWith('{"type":"with-buttons"')
				? (JSON.parse(message) as Question)
				: message;
		},
		write,
		close,
	};
}

/** Presses a button of a question, as a browser does. */
export async function press({ buttons }: Question, label: string): Promise<void> {
	const button = buttons.find(({ text }) => text === label);
	if (button === undefined) throw new Error(`The question has no button "${label}".`);
	// n8n takes no answer from a program that says what it is.
	const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0' };
	const response = await fetch(button.link, { headers });
	if (response.ok) return;
	const why = (await response.text()).slice(0, 300);
	throw new Error(`n8n answered ${response.status} to the button "${label}": ${why}`);
}
