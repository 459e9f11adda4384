/**
 * A minute, and a second more: what leaves evenly here arrives a little unevenly, and CallCow counts
 * arrivals.
 */
export const PACE_WINDOW_MS = 61_000;

/** A request that has left, or has leave to go. */
export interface Departure {
	/** When it left; undefined before that. */
	leftAtMs?: number;
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

		// What has leave to go may go any moment.
		const times = this.departures.map(({ leftAtMs = nowMs }) => leftAtMs).sort((a, b) => a - b);
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

	/** Gives leave to go, and keeps a place for it until it goes or is called off. */
	depart(): Departure {
		const departure = {};
		this.departures.push(departure);
		return departure;
	}

	/** The request leaves now. */
	leave(departure: Departure, nowMs: number): void {
		departure.leftAtMs = nowMs;
	}

	/** Forgets a request that has not left after all. */
	callOff(departure: Departure): void {
		this.departures = this.departures.filter((other) => other !== departure);
	}

	private forgetBefore(timeMs: number): void {
		this.departures = this.departures.filter(({ leftAtMs = Infinity }) => leftAtMs > timeMs);
	}
}
