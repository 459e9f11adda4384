/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { randomUUID } from 'node:crypto';
import autocannon, { type Options, type Result } from 'autocannon';
import { resultOfCall } from './payload';
import { SECRET } from './ways';

export interface Load {
	readonly connections: number;
	readonly requests: number;
}

/** What one load came to; times in milliseconds. */
export interface Throughput {
	readonly requestsPerSecond: number;
	readonly medianMs: number;
	readonly p99Ms: number;
}

/**
 * Sends results of different calls to a URL, each connection the next one when the last was answered.
 *
 * @throws {Error} when one of them is not answered 200: a refusal would be quicker than the work
 */
export async function loadWith(load: Load, url: string): Promise<Throughput> {
	const startedAtMs = performance.now();
	let answeredAtMs = startedAtMs;
	const result = await new Promise<Result>((resolve, reject) => {
		autocannon(optionsOf(load, url), (error, done) => {
			if (error) reject(error as Error);
			else resolve(done);
			// It looks once a second whether it is over: its own duration is too coarse.
		}).on('response', () => {
			answeredAtMs = performance.now();
		});
	});
	const { requests } = load;
	const answered = result.statusCodeStats?.['200']?.count ?? 0;
	if (answered !== requests) {
		throw new Error(`${url} answered ${answered} of ${requests} requests with 200.`);
	}
	return {
		requestsPerSecond: requests / ((answeredAtMs - startedAtMs) / 1_000),
		medianMs: result.latency.p50,
		p99Ms: result.latency.p99,
	};
}

function optionsOf({ connections, requests }: Load, url: string): Options {
	return {
		url,
		connections,
		amount: requests,
		timeout: 60,
		requests: [
			{
				method: 'POST',
				headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
				setupRequest: (request) => ({ ...request, body: resultOfCall(randomUUID()) }),
			},
		],
	};
}
