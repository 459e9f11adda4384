import { WebSocket } from 'undici';

/** What n8n tells a chat's page of the execution that a message has started. */
export interface StartedChat {
	readonly executionId: string;
	readonly resumeToken?: string;
}

/** The web socket over which n8n speaks in a chat whose execution goes on. */
export interface ChatSocket {
	/** What has come, the earliest first. What is taken out is gone. */
	readonly messages: string[];
	write(text: string): void;
	/** Also when it could not be opened, or when n8n breaks it off because the workflow has ended in an error. */
	readonly closed: Promise<void>;
	close(): void;
}

const HEARTBEAT = 'n8n|heartbeat';
const CONTINUE = 'n8n|continue';

/** Opens it as the page in the browser does. */
export function openChatSocket(
	n8nUrl: string,
	sessionId: string,
	{ executionId, resumeToken }: StartedChat,
): ChatSocket {
	const address = new URL('/chat', n8nUrl.replace(/^http/, 'ws'));
	address.search = new URLSearchParams({
		sessionId,
		executionId,
		isPublic: 'true',
		...(resumeToken === undefined ? {} : { token: resumeToken }),
	}).toString();
	const socket = new WebSocket(address);
	const messages: string[] = [];
	socket.addEventListener('message', ({ data }) => {
		if (data === HEARTBEAT) socket.send('n8n|heartbeat-ack');
		else if (data !== CONTINUE) messages.push(String(data));
	});
	return {
		messages,
		write(chatInput) {
			socket.send(JSON.stringify({ action: 'sendMessage', sessionId, chatInput }));
		},
		closed: new Promise<void>((resolve) => socket.addEventListener('close', () => resolve())),
		close() {
			socket.close();
		},
	};
}
