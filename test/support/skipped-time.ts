/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { Moment } from '../../nodes/CallCow/transport/clock';
import { SimulatorClock } from '../../simulator/clock';

/*
 * The machine's time, in which what would be slept through is skipped: real requests take real
 * milliseconds, and minutes of backoff take none. Stands in for the client's clock and sleep together:
 * if only one of them were replaced, the client would wait for a time that does not come.
 */

let skippedMs = 0;

export const monotonicMs = (): number => performance.now() + skippedMs;

/** The clock on the wall may be set by a spy on `Date.now`; what is skipped passes there as well. */
export const realClock = (): Moment => ({
	monotonicMs: monotonicMs(),
	wallMs: Date.now() + skippedMs,
});

/** Those who sleep side by side sleep at the same time. */
export async function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
	const untilMs = monotonicMs() + delayMs;
	// Answers that are here already are read first.
	await new Promise((resolve) => {
		setTimeout(resolve, 1);
	});
	signal?.throwIfAborted();
	skippedMs += Math.max(0, untilMs - monotonicMs());
}

/** CallCow's clock: it goes with ours, and nobody sets it when somebody sets ours. */
export function serverClock(): SimulatorClock {
	const startMs = Date.parse('2026-03-30T12:00:00Z') - monotonicMs();
	return new SimulatorClock(
		() => startMs + monotonicMs(),
		(delayMs, onWake) => {
			const timer = setTimeout(onWake, delayMs);
			return () => clearTimeout(timer);
		},
	);
}
