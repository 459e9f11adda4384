/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/* Requests that no well-behaved client sends. */

export interface HttpAnswer {
	/** 0 when the connection ended without an answer. */
	readonly status: number;
	readonly text: string;
}

/** Sends one request with exactly these headers, beside Host and Content-Length. */
export async function sendRequest(
	url: string,
	body: string | Buffer,
	headers: Readonly<Record<string, string>>,
	method = 'POST',
): Promise<HttpAnswer> {
	return await new Promise((resolve) => {
		const length = { 'content-length': String(Buffer.byteLength(body)) };
		const sent = request(url, { method, headers: { ...length, ...headers } }, (message) => {
			let text = '';
			message.setEncoding('utf8');
			message.on('data', (chunk: string) => (text += chunk));
			message.on('close', () => resolve({ status: message.statusCode ?? 0, text }));
		});
		// A server that has answered may close before it has read everything.
		sent.on('error', (error) => resolve({ status: 0, text: error.message }));
		sent.end(body);
	});
}

const PIECE_BYTES = 16_384;
const PAUSE_MS = 10;

/** Sends the header lines and the body as they are, over a socket of its own, and reads until it is closed. */
export async function sendRaw(
	url: string,
	headerLines: readonly string[],
	body: string,
): Promise<HttpAnswer> {
	const { hostname, port, pathname, search } = new URL(url);
	const head = [`POST ${pathname}${search} HTTP/1.1`, 'Host: n8n', 'Connection: close'];
	return await new Promise((resolve) => {
		let text = '';
		const socket = connect(Number(port), hostname);
		socket.setEncoding('utf8');
		// What is cut short is given up by the server only after minutes.
		socket.setTimeout(5_000, () => socket.destroy());
		socket.on('data', (chunk) => (text += chunk));
		socket.on('error', () => undefined);
		socket.on('close', () => {
			resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
		});
		const bytes = Buffer.from([...head, ...headerLines, '', body].join('\r\n'), 'latin1');
		// A server may answer and close before it has read everything: who goes on writing then gets an
		// error, and loses the answer. So a busy one gets time to answer between two pieces.
		const write = async () => {
			for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
				if (text !== '' || !socket.writable) return;
				socket.write(bytes.subarray(start, start + PIECE_BYTES));
				await setTimeout(PAUSE_MS);
			}
		};
		void write();
	});
}
