/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine, at a port that was free. */
export interface LocalServer {
	/** Without a slash at the end. */
	readonly url: string;
	/** Breaks off what is still being answered. */
	close(): Promise<void>;
}

export async function serveHere(answer: RequestListener): Promise<LocalServer> {
	const server = createServer(answer);
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** Hands over the body of each request, and answers it with nothing. */
export async function receiveHere(
	take: (body: string, request: Parameters<RequestListener>[0]) => void,
): Promise<LocalServer> {
	return await serveHere((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			take(Buffer.concat(chunks).toString(), request);
			response.end();
		});
	});
}
