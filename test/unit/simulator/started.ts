/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import type { IncomingHttpHeaders } from 'node:http';
import { manualClock, type SimulatorClock } from '../../../simulator/clock';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator/server';
import { serveHere } from '../../support/local-server';

const open: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});

export interface Answer {
	status: number;
	headers: Headers;
	/** Parsed when it is JSON, else the text. */
	body: unknown;
}

export interface Started extends Simulator {
	/** `POST /call-prompt` with the right key; a string is sent as it is. */
	place(body: unknown, headers?: Record<string, string>): Promise<Answer>;
	/** Resolves when the next call is made, which may be long before it is answered for. */
	nextCall(): Promise<void>;
	/** Any request under the simulator's origin, with the control token where one is wanted. */
	ask(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
}

/** A simulator that ends with the test, with standing time and numbered IDs unless told otherwise. */
export async function started(
	options: SimulatorOptions & { clock?: SimulatorClock } = {},
): Promise<Started> {
	let lastId = 0;
	const simulator = await startSimulator({
		clock: manualClock(),
		newId: () => `id-${++lastId}`,
		allowPrivateCallbacks: true,
		...options,
	});
	open.push(async () => await simulator.close());
	const ask: Started['ask'] = async (method, path, body, headers = {}) => {
		const response = await fetch(`${simulator.origin}${path}`, {
			method,
			headers: {
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(path.startsWith('/__simulator') && { 'x-simulator-token': simulator.controlToken }),
				...headers,
			},
			redirect: 'manual',
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, body: parsed(text) };
	};
	const place: Started['place'] = async (body, headers) =>
		await ask('POST', '/api/call-prompt', body, {
			authorization: `Bearer ${simulator.apiKey}`,
			...headers,
		});
	return { ...simulator, ask, place, nextCall: async () => await nextCall(simulator) };
}

export async function nextCall(simulator: Simulator): Promise<void> {
	await new Promise<void>((resolve) => {
		const unsubscribe = simulator.subscribe((event) => {
			if (event.type !== 'callPlaced') return;
			unsubscribe();
			resolve();
		});
	});
}

export interface ReceivedRequest {
	method: string | undefined;
	path: string | undefined;
	headers: IncomingHttpHeaders;
	text: string;
	json: unknown;
}

export interface Receiver {
	url: string;
	received: ReceivedRequest[];
}

/** Somebody who waits for results. `answer` may be `null`, never, or `break`, the connection. */
export async function receiver(
	answer: (
		request: ReceivedRequest,
	) =>
		| { status: number; body?: string; headers?: Record<string, string> }
		| 'break'
		| null = () => ({
		status: 200,
		body: '{"received":true}',
	}),
): Promise<Receiver> {
	const received: ReceivedRequest[] = [];
	const { url, close } = await serveHere((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString();
			const { method, url: path, headers } = request;
			const entry = { method, path, headers, text, json: parsed(text) };
			received.push(entry);
			const reply = answer(entry);
			if (reply === 'break') request.socket.destroy();
			else if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
		});
	});
	open.push(close);
	return { url: `${url}/results`, received };
}

/** The body of a request that the simulator accepts. */
export function aCall(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		prompt: 'Confirm the appointment of Sarah on Friday at 3pm',
		recipient_phone: '+14155552671',
		...changes,
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
