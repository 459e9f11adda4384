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
 * URLs share the connections evenly.
 *
 * @throws {Error} when one of them is not answered 200: a refusal would be quicker than the work
 */
export async function loadWith(
	{ connections, requests }: Load,
	urls: readonly string[],
): Promise<Sample> {
	const startedAtMs = performance.now();
	let answeredAtMs = startedAtMs;
	const latenciesMs: number[] = [];
	const { statusCodeStats } = await new Promise<Result>((resolve, reject) => {
		const run = autocannon(
			{
				// It takes several; only its types do not say so.
				url: urls as unknown as string,
				connections,
				amount: requests,
				timeout: 60,
				// So often it looks whether it is over, in milliseconds.
				sampleInt: 20,
				method: 'POST',
				headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
				requests: [
					{ setupRequest: (request) => ({ ...request, body: resultOfCall(randomUUID()) }) },
				],
			},
			(error, result) => {
				if (error) reject(error as Error);
				else resolve(result);
			},
		);
		run.on('response', (_client, _status, _bytes, latencyMs) => {
			answeredAtMs = performance.now();
			latenciesMs.push(latencyMs);
		});
	});
	const answered = statusCodeStats?.['200']?.count ?? 0;
	if (answered !== requests) {
		throw new Error(`${urls.join(', ')} answered ${answered} of ${requests} requests with 200.`);
	}
	return { requests, ms: answeredAtMs - startedAtMs, latenciesMs };
}
