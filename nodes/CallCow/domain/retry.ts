/** What one attempt came to: an answer of the server, or none. */
export type AttemptResult =
	| { kind: 'answer'; status: number; retryAfterMs?: number; readable: boolean }
	| { kind: 'noAnswer' };

/** What happened so far in one call. */
export interface CallHistory {
	/** Attempts repeated because CallCow did not answer as it should; waits for the rate limit do not count. */
	readonly retries: number;
	/** How often CallCow's rate limit has sent this call back. */
	readonly rateLimits: number;
	/** How long this call has waited because of that, in milliseconds. */
	readonly rateLimitedMs: number;
	/** How long ago the first attempt left after which CallCow may have placed the call. */
	readonly uncertainForMs?: number;
}

export type RetryDecision =
	| { action: 'finish' }
	| { action: 'retry'; delayMs: number; because: 'rateLimit' | 'noProperAnswer' }
	| { action: 'giveUp' };

/** How long CallCow answers an idempotency key with the first call that had it. */
export const CALLCOW_KEEPS_KEYS_MS = 5 * 60_000;

/**
 * CallCow remembers an idempotency key for five minutes. A repeat that comes later phones the person
 * again, so ours leave well before.
 */
export const RETRY_WINDOW_MS = 4 * 60_000;

/** One call waits no longer than this for the rate limit; a 429 places no call, so waiting is safe. */
export const RATE_LIMIT_WAIT_MS = 15 * 60_000;

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 20_000;

/** Whether CallCow may have placed the call although the attempt did not bring a proper answer. */
export function isUncertain(result: AttemptResult): boolean {
	return result.kind === 'noAnswer' || result.status >= 500 || isUnreadableSuccess(result);
}

/**
 * Decides what follows an attempt. 429 waits exactly as long as Retry-After says; 5xx, unreadable
 * answers and none at all are repeated with jittered backoff; everything else is final. Never lets a
 * repeat leave later than {@link RETRY_WINDOW_MS} after the first attempt that may have placed the
 * call. `maxRetries: 0` repeats nothing at all.
 *
 * @param random from 0 (included) to 1, spreads the repeats of many calls
 */
export function decideRetry(
	result: AttemptResult,
	history: CallHistory,
	maxRetries: number,
	random: number,
): RetryDecision {
	const isRateLimit = result.kind === 'answer' && result.status === 429;
	if (!isRateLimit && !isUncertain(result)) return { action: 'finish' };
	if (maxRetries === 0) return { action: 'giveUp' };

	const backoffMs = backoff(isRateLimit ? history.rateLimits : history.retries, random);
	const askedMs = result.kind === 'answer' ? result.retryAfterMs : undefined;
	const delayMs = isRateLimit ? askedMs || backoffMs : Math.max(askedMs ?? 0, backoffMs);

	if (isRateLimit) {
		if (history.rateLimitedMs + delayMs > RATE_LIMIT_WAIT_MS) return { action: 'giveUp' };
	} else if (history.retries >= maxRetries) {
		return { action: 'giveUp' };
	}
	if ((history.uncertainForMs ?? -Infinity) + delayMs > RETRY_WINDOW_MS) {
		return { action: 'giveUp' };
	}
	return { action: 'retry', delayMs, because: isRateLimit ? 'rateLimit' : 'noProperAnswer' };
}

/**
 * Reads a Retry-After header, seconds or an HTTP date, as milliseconds from now; undefined when it is
 * neither. A date that has passed is 0.
 *
 * @param answeredAt the Date header of the same answer: a date means the clock of the server, which
 *   ours need not agree with
 * @see RFC 9110, 10.2.3
 */
export function parseRetryAfter(
	header: string | undefined,
	answeredAt: string | undefined,
	nowMs: number,
): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+$/.test(text)) return Number(text) * 1_000;
	const dateMs = parseHttpDate(text);
	const serverNowMs = parseHttpDate(answeredAt?.trim() ?? '') ?? nowMs;
	return dateMs === undefined ? undefined : Math.max(0, dateMs - serverNowMs);
}

/** An HTTP date always names its day or month; `Date.parse` alone would take "-5" or "1.5" for a date. */
function parseHttpDate(text: string): number | undefined {
	const dateMs = /[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(dateMs) ? undefined : dateMs;
}

function isUnreadableSuccess(result: AttemptResult): boolean {
	return (
		result.kind === 'answer' && result.status >= 200 && result.status < 300 && !result.readable
	);
}

/** Doubles with each repeat, and takes a random half of itself away. */
function backoff(repeats: number, random: number): number {
	const longestMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** repeats);
	return Math.round(longestMs * (1 - random / 2));
}
