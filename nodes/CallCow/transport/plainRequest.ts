import { NodeApiError, type INode } from 'n8n-workflow';
import type { Account } from '../domain/account';
import { conceal } from '../domain/conceal';
import { explainPlainRequest } from '../domain/requestErrors';
import { decideRetry, type AttemptResult } from '../domain/retry';
import { toAttemptResult } from './conclusion';
import type { HttpReply, HttpRequest, Send } from './http';
import type { Sleep } from './n8nVersions';

/** How long a request that places no call waits for its answer. */
export const PLAIN_TIMEOUT_MS = 30_000;

/** Somebody looks at an empty list meanwhile: no longer waits than these. */
const MOST_RETRIES = 2;
const LONGEST_WAIT_MS = 10_000;

/**
 * Sends a request that places no call, and that does no harm when it arrives twice. 429, 5xx and no
 * answer at all are repeated twice at most, unless CallCow asks for a long wait. Gives the last reply;
 * throws only when the execution was cancelled.
 *
 * @param random from 0 (included) to 1
 */
export async function sendPatiently(
	send: Send,
	request: HttpRequest,
	{ sleep, random, signal }: { sleep: Sleep; random: () => number; signal?: AbortSignal },
): Promise<HttpReply> {
	for (let retries = 0; ; retries++) {
		const reply = await send(request);
		const history = { retries, rateLimits: retries, rateLimitedMs: 0 };
		const decision = decideRetry(attemptOf(reply), history, MOST_RETRIES, random());
		const isWorthIt = decision.action === 'retry' && decision.delayMs <= LONGEST_WAIT_MS;
		if (!isWorthIt || retries >= MOST_RETRIES) return reply;
		await sleep(decision.delayMs, signal);
	}
}

/** The error for a request that places no call, with what CallCow said and nothing secret. */
export function plainRequestError(
	context: { getNode(): INode },
	{ apiKey, callbackSecret }: Account,
	what: string,
	reply: HttpReply,
	notFound?: string,
): NodeApiError {
	const safe =
		reply.kind === 'answer'
			? { ...reply, body: conceal(reply.body, [apiKey, callbackSecret]) }
			: reply;
	const { message, description } = explainPlainRequest(what, safe, notFound);
	return new NodeApiError(context.getNode(), { message }, { message, description });
}

/** An answer that cannot be read is none of those that are repeated. */
function attemptOf(reply: HttpReply): AttemptResult {
	const result = toAttemptResult(reply, Date.now());
	return result.kind === 'answer' ? { ...result, readable: true } : result;
}
