import { randomUUID } from 'node:crypto';
import autocannon, { type Result } from 'autocannon';
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
 * Sends results of different calls, each connection the next one when the last was answered. Several
 * URLs share connections and requests evenly.
 *
 * @throws {Error} when one of them is not answered 200: a refusal would be quicker than the work
 */
export async function loadWith(load: Load, urls: readonly string[]): Promise<Throughput> {
	const startedAtMs = performance.now();
	let answeredAtMs = startedAtMs;
	const results = await Promise.all(
		urls.map(
			async (url, index) =>
				await sendShare(shareOf(load, urls.length, index), url, () => {
					answeredAtMs = performance.now();
				}),
		),
	);
	return {
		requestsPerSecond: load.requests / ((answeredAtMs - startedAtMs) / 1_000),
		medianMs: Math.max(...results.map(({ latency }) => latency.p50)),
		p99Ms: Math.max(...results.map(({ latency }) => latency.p99)),
	};
}

/** Whole ones: with parts of a connection autocannon sends more than it was told, and does not end. */
export function shareOf({ connections, requests }: Load, shares: number, index: number): Load {
	const whole = (all: number) => Math.floor(all / shares) + (index < all % shares ? 1 : 0);
	return { connections: whole(connections), requests: whole(requests) };
}

async function sendShare(
	{ connections, requests }: Load,
	url: string,
	onAnswer: () => void,
): Promise<Result> {
	const result = await new Promise<Result>((resolve, reject) => {
		const run = autocannon(
			{
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
			},
			(error, done) => {
				if (error) reject(error as Error);
				else resolve(done);
			},
		);
		// It looks once a second whether it is over: its own duration is too coarse.
		run.on('response', onAnswer);
	});
	const answered = result.statusCodeStats?.['200']?.count ?? 0;
	if (answered === requests) return result;
	throw new Error(`${url} answered ${answered} of ${requests} requests with 200.`);
}
