/** Milliseconds that only ever go forward, whatever happens to the machine's clock. */
export const monotonicMs = (): number => performance.now();

/** A point in time on both of the machine's clocks. */
export interface Moment {
	readonly monotonicMs: number;
	readonly wallMs: number;
}

/** The present, as the client is told it. */
export type Clock = () => Moment;

export const realClock: Clock = () => ({ monotonicMs: monotonicMs(), wallMs: Date.now() });

/** The moment that was so long before another one. Of both clocks at once: they may be set apart at any time. */
export function momentBefore({ monotonicMs, wallMs }: Moment, byMs: number): Moment {
	return { monotonicMs: monotonicMs - byMs, wallMs: wallMs - byMs };
}

/** Of two moments the earlier one, on each clock by itself. */
export function earlierOf(one: Moment, other: Moment): Moment {
	return {
		monotonicMs: Math.min(one.monotonicMs, other.monotonicMs),
		wallMs: Math.min(one.wallMs, other.wallMs),
	};
}

/**
 * How long ago a moment was, at the most: one clock stands still while a machine sleeps, the other may
 * be set back.
 */
export function longestSince(moment: Moment, now: Moment): number {
	return Math.max(now.monotonicMs - moment.monotonicMs, now.wallMs - moment.wallMs);
}

/** How long ago a moment was, at the least: for what is not over before both clocks agree. */
export function shortestSince(moment: Moment, now: Moment): number {
	return Math.min(now.monotonicMs - moment.monotonicMs, now.wallMs - moment.wallMs);
}
