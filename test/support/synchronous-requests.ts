/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

export interface SynchronousRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

interface SynchronousAnswer {
	readonly status: number;
	readonly text: string;
}

/** What the thread does: one request after the other, waking who waits for it. */
const thread = `
const { workerData: { port, done } } = require('node:worker_threads');
port.on('message', async ({ url, ...request }) => {
	let answer;
	try {
		const response = await fetch(url, request);
		answer = { status: response.status, text: await response.text() };
	} catch (error) {
		answer = { failed: String(error.cause ?? error) };
	}
	port.postMessage(answer);
	Atomics.store(done, 0, 1);
	Atomics.notify(done, 0);
});
`;

const longestMs = 30_000;

/** HTTP requests whose answer is there when the call returns: another thread makes them meanwhile. */
export function synchronousRequests() {
	const done = new Int32Array(new SharedArrayBuffer(4));
	const { port1: here, port2: port } = new MessageChannel();
	const worker = new Worker(thread, {
		eval: true,
		workerData: { port, done },
		transferList: [port],
	});
	// Neither keeps a process alive that has nothing else to do.
	worker.unref();
	here.unref();
	return {
		ask: (request: SynchronousRequest): SynchronousAnswer => {
			Atomics.store(done, 0, 0);
			here.postMessage(request);
			if (Atomics.wait(done, 0, 0, longestMs) === 'timed-out') {
				throw new Error(`No answer from ${request.url} within ${longestMs} ms`);
			}
			const answer = receiveMessageOnPort(here)!.message as SynchronousAnswer | { failed: string };
			if ('failed' in answer) throw new Error(`${request.url}: ${answer.failed}`);
			return answer;
		},
		close: async () => void (await worker.terminate()),
	};
}
