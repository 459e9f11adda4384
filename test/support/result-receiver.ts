/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A result as it came. */
export interface ReceivedResult {
	readonly callId: string;
	readonly reference: string | null;
	readonly authorization: string | undefined;
}

/** Somewhere that results can go to: takes every one, and tells what it got. */
export interface ResultReceiver {
	readonly url: string;
	results(): ReceivedResult[];
	close(): Promise<void>;
}

export async function startResultReceiver(): Promise<ResultReceiver> {
	const results: ReceivedResult[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { call_id: callId } = JSON.parse(Buffer.concat(chunks).toString()) as {
				call_id: string;
			};
			const { searchParams } = new URL(request.url!, 'http://receiver');
			results.push({
				callId,
				reference: searchParams.get('reference'),
				authorization: request.headers.authorization,
			});
			response.end();
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/results`,
		results: () => [...results],
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
