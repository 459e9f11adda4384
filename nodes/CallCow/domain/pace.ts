/**
 * A minute, and a second more: what leaves evenly here arrives a little unevenly, and CallCow counts
 * arrivals.
 */
export const PACE_WINDOW_MS = 61_000;

/** Requests that leave at the very same moment get in each other's way, and arrive in any order. */
const LEAST_GAP_MS = 25;

/** After how many requests the gap between two has halved, thirded and so on after a pause. */
const REQUESTS_TO_HALVE_GAP = 5;

/** A request that has left, or has leave to go. */
export interface Departure {
	/** When it left; undefined before that. */
	leftAtMs?: number;
	/** When the one before it had leave to go. */
	readonly previousLeaveMs: number;
}

/**
 * Says when the next request of an account may leave: never more than a number of them in any minute,
 * none before the time that CallCow has asked to wait, and after that one by one, slowly at first,
 * because others may draw on the same limit.
 *
 * All times are milliseconds on one clock that is never set back.
 */
export class Pace {
	private departures: Departure[] = [];
	private pausedUntilMs = -Infinity;
	private lastLeaveMs = -Infinity;
	private leavesSincePause = 0;

	constructor(private readonly leastGapMs = LEAST_GAP_MS) {}

	/** How long it takes until the next request may leave; 0 when it may leave now. */
	waitMs(nowMs: number, requestsPerMinute: number): number {
		return Math.max(
			this.pauseMs(nowMs),
			this.windowMs(nowMs, requestsPerMinute),
			this.lastLeaveMs + this.gapMs(nowMs, requestsPerMinute) - nowMs,
		);
	}

	/** How many more may leave soon, one right after the other; `most` if they are more. */
	room(nowMs: number, requestsPerMinute: number, most: number): number {
		if (nowMs < this.pausedUntilMs + PACE_WINDOW_MS) return 0;
		const left = () =>
			this.departures.filter(({ leftAtMs = Infinity }) => leftAtMs > nowMs - PACE_WINDOW_MS).length;
		// Counted only when it matters, as in windowMs.
		const isWide = requestsPerMinute - this.departures.length >= most;
		return isWide ? most : Math.min(most, Math.max(0, requestsPerMinute - left()));
	}

	/** How long CallCow has asked to wait from now on. */
	pauseMs(nowMs: number): number {
		return Math.max(0, this.pausedUntilMs - nowMs);
	}

	/** Lengthens the pause; never shortens one that is longer. */
	pauseUntil(timeMs: number): void {
		this.pausedUntilMs = Math.max(this.pausedUntilMs, timeMs);
		this.leavesSincePause = 0;
	}

	/** Gives leave to go, and keeps a place for it until it goes or is called off. */
	depart(nowMs: number): Departure {
		const departure: Departure = { previousLeaveMs: this.lastLeaveMs };
		this.departures.push(departure);
		this.lastLeaveMs = nowMs;
		this.leavesSincePause++;
		return departure;
	}

	/** The request leaves now. */
	leave(departure: Departure, nowMs: number): void {
		departure.leftAtMs = nowMs;
	}

	/** Forgets a request that has not left after all. */
	callOff(departure: Departure): void {
		const isLast = this.departures.at(-1) === departure;
		this.departures = this.departures.filter((other) => other !== departure);
		if (isLast) this.lastLeaveMs = departure.previousLeaveMs;
		this.leavesSincePause = Math.max(0, this.leavesSincePause - 1);
	}

	private windowMs(nowMs: number, requestsPerMinute: number): number {
		// Those that count no more are looked for only when there might be too many: a long list would
		// otherwise go through all of them before each request.
		if (this.departures.length < requestsPerMinute) return 0;
		this.departures = this.departures.filter(
			({ leftAtMs = Infinity }) => leftAtMs > nowMs - PACE_WINDOW_MS,
		);
		if (this.departures.length < requestsPerMinute) return 0;
		// What has leave to go may go any moment.
		const times = this.departures.map(({ leftAtMs = nowMs }) => leftAtMs).sort((a, b) => a - b);
		return times.at(-requestsPerMinute)! + PACE_WINDOW_MS - nowMs;
	}

	private gapMs(nowMs: number, requestsPerMinute: number): number {
		const evenGapMs = 60_000 / requestsPerMinute;
		const isAfterPause = nowMs < this.pausedUntilMs + PACE_WINDOW_MS;
		if (!isAfterPause) return evenGapMs < 2 ? 0 : Math.min(this.leastGapMs, evenGapMs);
		return evenGapMs / (1 + this.leavesSincePause / REQUESTS_TO_HALVE_GAP);
	}
}
