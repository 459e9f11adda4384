/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import type { ServerResponse } from 'node:http';
import type { LiveFeed } from './live-feed';

/** What may wait for a page that does not read, in bytes. */
const mostUnread = 16_000_000;

/** Answers with the feed as server-sent events, until the page goes or the server closes. */
export function streamEvents(feed: LiveFeed, response: ServerResponse): void {
	response.writeHead(200, {
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
	});
	const unwatch = feed.watch(({ event, data }) => {
		response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
		// It asks again when it reads again, and then gets the state as it is.
		if (response.writableLength > mostUnread) response.destroy();
	});
	response.once('close', unwatch);
}
