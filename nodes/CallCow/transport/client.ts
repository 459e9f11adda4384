import type { IExecuteFunctions } from 'n8n-workflow';
import type { Account } from '../domain/account';
import { placedCallSchema, type CallPromptBody, type PlacedCall } from '../domain/call';
import { conceal } from '../domain/conceal';
import {
	explainAnswer,
	explainNoAnswer,
	explainUnreadableAnswer,
	explainUnsuccessful,
	inDoubt,
	type CallFailure,
} from '../domain/errors';
import {
	decideRetry,
	isUncertain,
	RETRY_WINDOW_MS,
	type AttemptResult,
	type CallHistory,
} from '../domain/retry';
import { createSend, type HttpReply, type HttpRequest, type Send } from './http';
import { rateLimitPauseOf, type RateLimitPause } from './rateLimitPause';
import { sleep, type Sleep } from './sleep';

/** How patient one request is. */
export interface RequestLimits {
	readonly timeoutSeconds: number;
	readonly maxRetries: number;
}

export type PlaceResult = { ok: true; call: PlacedCall } | { ok: false; failure: CallFailure };

/** CallCow, as the operations see it. */
export interface CallCowClient {
	/**
	 * Places one call, at most once: repeats carry the same idempotency key and end while CallCow
	 * still remembers it. What does not work comes back as a value; throws only when the execution
	 * was cancelled.
	 */
	placeCall(body: CallPromptBody, limits: RequestLimits): Promise<PlaceResult>;
}

/** Everything that the client needs from outside, so that tests need no real time and no network. */
export interface ClientSurroundings {
	readonly send: Send;
	readonly pause: RateLimitPause;
	readonly sleep: Sleep;
	readonly now: () => number;
	readonly random: () => number;
	readonly signal?: AbortSignal;
	/** What must not be shown, whatever CallCow says. */
	readonly secrets: readonly string[];
}

export function createClient(surroundings: ClientSurroundings): CallCowClient {
	return {
		async placeCall(body, limits) {
			const request: HttpRequest = {
				method: 'POST',
				path: '/call-prompt',
				body,
				timeoutMs: limits.timeoutSeconds * 1_000,
			};
			return await sendUntilSettled(request, limits.maxRetries, surroundings);
		},
	};
}

/** The client of an n8n node's run. */
export function clientFor(context: IExecuteFunctions, account: Account): CallCowClient {
	return createClient({
		send: createSend(context, account),
		pause: rateLimitPauseOf(account),
		sleep,
		now: Date.now,
		random: Math.random,
		signal: context.getExecutionCancelSignal(),
		secrets: [account.apiKey, account.callbackSecret],
	});
}

async function sendUntilSettled(
	request: HttpRequest,
	maxRetries: number,
	{ send, pause, sleep, now, random, signal, secrets }: ClientSurroundings,
): Promise<PlaceResult> {
	let history: CallHistory = { retries: 0, rateLimitedMs: 0 };
	let settled: PlaceResult | undefined;

	for (let tries = 1; ; tries++) {
		for (let waitMs; (waitMs = pause.remainingMs(now())) > 0; ) {
			if (settled !== undefined && wouldBeTooLate(history, now() + waitMs)) return settled;
			await sleep(waitMs, signal);
		}
		signal?.throwIfAborted();

		const leftAtMs = now();
		const reply = await send(request);
		const result = toAttemptResult(reply);
		if (isUncertain(result) && history.firstUncertainAtMs === undefined) {
			history = { ...history, firstUncertainAtMs: leftAtMs };
		}
		settled = settle(reply, tries, history, secrets);

		const decision = decideRetry(result, history, maxRetries, now(), random());
		if (decision.action !== 'retry') return settled;
		if (decision.because === 'rateLimit') {
			pause.until(now() + decision.delayMs);
			history = { ...history, rateLimitedMs: history.rateLimitedMs + decision.delayMs };
		} else {
			history = { ...history, retries: history.retries + 1 };
			await sleep(decision.delayMs, signal);
		}
	}
}

/** A pause that another call has caused may outlast the time in which a repeat of this one is safe. */
function wouldBeTooLate({ firstUncertainAtMs }: CallHistory, atMs: number): boolean {
	return firstUncertainAtMs !== undefined && atMs > firstUncertainAtMs + RETRY_WINDOW_MS;
}

function toAttemptResult(reply: HttpReply): AttemptResult {
	if (reply.kind === 'noAnswer') return reply;
	const { status, retryAfter, body } = reply;
	return { kind: 'answer', status, retryAfter, readable: placedCallSchema.safeParse(body).success };
}

/** What is said of the call if this reply is the last one. */
function settle(
	reply: HttpReply,
	tries: number,
	history: CallHistory,
	secrets: readonly string[],
): PlaceResult {
	const conclusion = conclude(reply, tries, secrets);
	// "Not placed" is true of the last attempt only: an earlier one may have reached CallCow.
	return conclusion.ok || history.firstUncertainAtMs === undefined
		? conclusion
		: { ok: false, failure: inDoubt(conclusion.failure) };
}

function conclude(reply: HttpReply, tries: number, secrets: readonly string[]): PlaceResult {
	if (reply.kind === 'noAnswer') {
		return { ok: false, failure: explainNoAnswer(reply.reason, tries) };
	}
	const { status, body } = reply;
	if (status < 200 || status >= 300) {
		return { ok: false, failure: explainAnswer(status, conceal(body, secrets), tries) };
	}
	const answer = placedCallSchema.safeParse(body);
	if (!answer.success) return { ok: false, failure: explainUnreadableAnswer(status, tries) };
	const { success, workflow_id = null, call_id = null } = answer.data;
	return success
		? { ok: true, call: { success, workflow_id, call_id } }
		: { ok: false, failure: explainUnsuccessful(status, conceal(body, secrets)) };
}
