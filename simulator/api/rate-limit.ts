const windowMs = 60_000;

export type Admission = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/**
 * Lets at most `requestsPerMinute` requests through in any 60 seconds.
 *
 * CallCow does not say whether its window slides. A sliding one is the stricter reading: a client
 * that keeps to it keeps to a fixed one as well. Refused requests do not count.
 */
export class RateLimit {
	private admittedAt: number[] = [];

	constructor(readonly requestsPerMinute: number) {}

	/** @param now milliseconds since the epoch */
	admit(now: number): Admission {
		this.admittedAt = this.admittedAt.filter((at) => at > now - windowMs);
		const oldest = this.admittedAt[0];
		if (oldest === undefined || this.admittedAt.length < this.requestsPerMinute) {
			this.admittedAt.push(now);
			return { allowed: true };
		}
		const waitMs = oldest + windowMs - now;
		return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
	}

	/** How many of the last 60 seconds' requests were let through. */
	used(now: number): number {
		return this.admittedAt.filter((at) => at > now - windowMs).length;
	}

	clear(): void {
		this.admittedAt = [];
	}
}
