/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { request as send } from 'node:http';
import { serveHere } from './local-server';

/** Stands in front of an n8n as a reverse proxy does that has other things beside it on the same host. */
export interface SubPathProxy {
	/** Where n8n is seen from outside, with a slash at the end. */
	readonly url: string;
	/** The paths that were asked for, as they came. */
	paths(): string[];
	close(): Promise<void>;
}

/**
 * Passes on what is below the path, without it, as n8n wants it; all else is 404.
 *
 * @param path such as `/n8n/`
 * @param n8nPort may be started later
 */
export async function startSubPathProxy(path: string, n8nPort: number): Promise<SubPathProxy> {
	const paths: string[] = [];
	const server = await serveHere((incoming, answer) => {
		const url = incoming.url ?? '';
		paths.push(url.split('?', 1)[0]!);
		if (!url.startsWith(path)) {
			incoming.resume();
			answer.writeHead(404).end();
			return;
		}
		const outgoing = send(
			{
				host: '127.0.0.1',
				port: n8nPort,
				path: url.slice(path.length - 1),
				method: incoming.method,
				headers: { ...incoming.headers, 'x-forwarded-for': '127.0.0.1' },
			},
			(response) => {
				answer.writeHead(response.statusCode ?? 502, response.headers);
				response.pipe(answer);
			},
		);
		outgoing.once('error', () => answer.writeHead(502).end());
		incoming.pipe(outgoing);
	});
	return { ...server, url: `${server.url}${path}`, paths: () => [...paths] };
}
