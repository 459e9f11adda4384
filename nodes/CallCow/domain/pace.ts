/**
 * A minute, and a second more: what leaves evenly here arrives a little unevenly, and CallCow counts
 * arrivals.
 */
export const PACE_WINDOW_MS = 61_000;

/** A request that leaves, or is about to. */
export interface Departure {
	atMs: number;
}

/**
 * Says when the next request of an account may leave: never more than a number of them in any minute,
 * none before the time that CallCow has asked to wait, and one by one in the minute after that, because
 * others may draw on the same limit.
 *
 * All times are milliseconds on one clock that is never set back.
 */
export class Pace {
	private departures: Departure[] = [];
	private pausedUntilMs = -Infinity;

	/** How long it takes until the next request may leave; 0 when it may leave now. */
	waitMs(nowMs: number, requestsPerMinute: number): number {
		this.forgetBefore(nowMs - PACE_WINDOW_MS);
		const pauseMs = this.pauseMs(nowMs);
		const isSpreading = nowMs < this.pausedUntilMs + PACE_WINDOW_MS;
		if (this.departures.length < requestsPerMinute && !isSpreading) return pauseMs;

		const times = this.departures.map(({ atMs }) => atMs).sort((a, b) => a - b);
		const oneTooMany = times.at(-requestsPerMinute) ?? -Infinity;
		const last = isSpreading ? (times.at(-1) ?? -Infinity) : -Infinity;
		return Math.max(
			pauseMs,
			oneTooMany + PACE_WINDOW_MS - nowMs,
			last + 60_000 / requestsPerMinute - nowMs,
		);
	}

	/** How long CallCow has asked to wait from now on. */
	pauseMs(nowMs: number): number {
		return Math.max(0, this.pausedUntilMs - nowMs);
	}

	/** Lengthens the pause; never shortens one that is longer. */
	pauseUntil(timeMs: number): void {
		this.pausedUntilMs = Math.max(this.pausedUntilMs, timeMs);
	}

	/** Counts a request that is about to leave. Its time may be put right when it does. */
	depart(nowMs: number): Departure {
		const departure = { atMs: nowMs };
		this.departures.push(departure);
		return departure;
	}

	/** Forgets a request that has not left after all. */
	callOff(departure: Departure): void {
		this.departures = this.departures.filter((other) => other !== departure);
	}

	/** They stand in order, but for the moments between leave to go and going. */
	private forgetBefore(timeMs: number): void {
		while ((this.departures[0]?.atMs ?? Infinity) <= timeMs) this.departures.shift();
	}
}
