/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'undici';
import type { N8nClient } from '../../local-n8n/rest-client';
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

const HEARTBEAT = 'n8n|heartbeat';
/** What n8n sends for the page, not for the person. */
const SIGNALS = ['n8n|continue', HEARTBEAT];
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
	const { executionId, resumeToken = '' } = (await response.json()) as {
		executionId: string;
		resumeToken?: string;
	};

	const query = new URLSearchParams({
		sessionId,
		executionId,
		isPublic: 'true',
		token: resumeToken,
	});
	const socket = new WebSocket(`${n8n.url.replace('http', 'ws')}/chat?${query.toString()}`);
	const messages: string[] = [];
	socket.addEventListener('message', ({ data }) => {
		const message = String(data);
		if (message === HEARTBEAT) socket.send('n8n|heartbeat-ack');
		if (!SIGNALS.includes(message)) messages.push(message);
	});
	return {
		executionId,
		async next() {
			await until('the chat says something', () => messages.length > 0, SAYS_WITHIN_MS);
			const message = messages.shift()!;
			return message.startsWith('{"type":"with-buttons"')
				? (JSON.parse(message) as Question)
				: message;
		},
		write(text) {
			socket.send(JSON.stringify({ action: 'sendMessage', sessionId, chatInput: text }));
		},
		close() {
			socket.close();
		},
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
