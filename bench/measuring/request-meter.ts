/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ObservedRequest } from './observed-request';

export interface RequestMeter {
	/** Those that are over, in the order in which they ended. */
	requests(): ObservedRequest[];
	/** Ends the observation. */
	stop(): void;
}

interface RequestStart {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

const channel = 'http.server.request.start';

/**
 * Watches from now on every request to place a call that reaches a server of this process on `port`.
 * It sees them as they come off the wire, so it also counts those that the server refuses.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 */
export function meterRequests(port: number): RequestMeter {
	const ended: ObservedRequest[] = [];
	const onRequest = (message: unknown) => {
		const { request, response } = message as RequestStart;
		if (request.socket.localPort !== port || request.method !== 'POST') return;
		const startedAtMs = Date.now();
		// Comes after the whole answer as well as when the connection breaks.
		response.once('close', () => {
			const status = response.writableFinished ? response.statusCode : null;
			ended.push({ startedAtMs, endedAtMs: Date.now(), status });
		});
	};
	subscribe(channel, onRequest);
	return {
		requests: () => [...ended],
		stop: () => void unsubscribe(channel, onRequest),
	};
}
