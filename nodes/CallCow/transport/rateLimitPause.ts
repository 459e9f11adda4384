import { createHash } from 'node:crypto';
import type { Account } from '../domain/account';

/**
 * Holds every call of one account back while CallCow's rate limit asks for it: what one call is told,
 * all calls of this process heed, whatever their workflow.
 */
export class RateLimitPause {
	private endsAtMs = 0;

	/** Lengthens the pause; never shortens one that is longer. */
	until(timeMs: number): void {
		this.endsAtMs = Math.max(this.endsAtMs, timeMs);
	}

	remainingMs(nowMs: number): number {
		return Math.max(0, this.endsAtMs - nowMs);
	}
}

const pauses = new Map<string, RateLimitPause>();

/** The pause of an account in this process. */
export function rateLimitPauseOf({ apiKey, baseUrl }: Account): RateLimitPause {
	const id = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
	const pause = pauses.get(id) ?? new RateLimitPause();
	pauses.set(id, pause);
	return pause;
}
