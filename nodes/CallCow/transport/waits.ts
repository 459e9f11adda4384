/** Why a request did not leave at once. */
export type WaitReason = 'rateLimit' | 'pace';

/**
 * How long a run has waited, and why, in milliseconds of real time: calls that wait side by side count
 * once.
 */
export class Waits {
	/** How often CallCow's rate limit has sent a request back. */
	rateLimits = 0;

	private readonly totalMs: Record<WaitReason, number> = { rateLimit: 0, pace: 0 };
	private readonly countedUntilMs: Record<WaitReason, number> = {
		rateLimit: -Infinity,
		pace: -Infinity,
	};

	note(reason: WaitReason, fromMs: number, toMs: number): void {
		const countedUntilMs = this.countedUntilMs[reason];
		this.totalMs[reason] += Math.max(0, toMs - Math.max(fromMs, countedUntilMs));
		this.countedUntilMs[reason] = Math.max(countedUntilMs, toMs);
	}

	seconds(reason: WaitReason): number {
		return Math.round(this.totalMs[reason] / 1_000);
	}
}
