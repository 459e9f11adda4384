import { randomUUID } from 'node:crypto';
import autocannon, { type Result } from 'autocannon';
import { resultOfCall } from './payload';
import { SECRET } from './ways';

export interface Load {
	readonly connections: number;
	readonly requests: number;
}

/** What one load came to. */
export interface Sample {
	readonly requests: number;
	/** From the first request to the last answer. */
	readonly ms: number;
	/** Of each request, in milliseconds, in the order of the answers. */
	readonly latenciesMs: readonly number[];
}

/**
 * Sends results of different calls, each connection the next one when the last was answered. Several
 * URLs share connections and requests evenly.
 *
 * @throws {Error} when one of them is not answered 200: a refusal would be quicker than the work
 */
export async function loadWith(load: Load, urls: readonly string[]): Promise<Sample> {
	const startedAtMs = performance.now();
	let answeredAtMs = startedAtMs;
	const latenciesMs: number[] = [];
	await Promise.all(
		urls.map(
			async (url, index) =>
				await sendShare(shareOf(load, urls.length, index), url, (latencyMs) => {
					answeredAtMs = performance.now();
					latenciesMs.push(latencyMs);
				}),
		),
	);
	return { requests: load.requests, ms: answeredAtMs - startedAtMs, latenciesMs };
}

/** Whole ones: with parts of a connection autocannon sends more than it was told, and does not end. */
export function shareOf({ connections, requests }: Load, shares: number, index: number): Load {
	const whole = (all: number) => Math.floor(all / shares) + (index < all % shares ? 1 : 0);
	return { connections: whole(connections), requests: whole(requests) };
}

async function sendShare(
	{ connections, requests }: Load,
	url: string,
	onAnswer: (latencyMs: number) => void,
): Promise<void> {
	const result = await new Promise<Result>((resolve, reject) => {
		const run = autocannon(
			{
				url,
				connections,
				amount: requests,
				timeout: 60,
				// So often it looks whether it is over, in milliseconds.
				sampleInt: 20,
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
		run.on('response', (_client, _status, _bytes, latencyMs) => onAnswer(latencyMs));
	});
	const answered = result.statusCodeStats?.['200']?.count ?? 0;
	if (answered !== requests) {
		throw new Error(`${url} answered ${answered} of ${requests} requests with 200.`);
	}
}
