/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */

interface Timer {
	readonly atMs: number;
	readonly fire: () => void;
}

/**
 * Time that passes only when everything waits for it: hours of pauses and windows take no real time, and
 * the order of events is the same in every run.
 */
export class VirtualTime {
	private timers: Timer[] = [];
	private elapsedMs = 0;
	/** How far the machine's clock has been set forward (or back) by jumps. */
	private wallShiftMs: number;

	constructor(startWallMs = Date.parse('2026-03-30T12:00:00Z')) {
		this.wallShiftMs = startWallMs;
	}

	readonly monotonicMs = (): number => this.elapsedMs;

	readonly wallMs = (): number => this.elapsedMs + this.wallShiftMs;

	readonly clock = () => ({ monotonicMs: this.elapsedMs, wallMs: this.wallMs() });

	/** Sets the machine's clock, as an administrator or NTP does. */
	jump(byMs: number): void {
		this.wallShiftMs += byMs;
	}

	/** Waits, or rejects as soon as the signal fires; like n8n's. */
	readonly sleep = async (delayMs: number, signal?: AbortSignal): Promise<void> => {
		signal?.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const abort = () => {
				this.timers = this.timers.filter((other) => other !== timer);
				reject(signal?.reason);
			};
			const timer: Timer = {
				atMs: this.elapsedMs + delayMs,
				fire: () => {
					signal?.removeEventListener('abort', abort);
					resolve();
				},
			};
			this.timers.push(timer);
			signal?.addEventListener('abort', abort, { once: true });
		});
	};

	/** Calls `action` after a time, as a timer does. */
	after(delayMs: number, action: () => void): void {
		this.timers.push({ atMs: this.elapsedMs + delayMs, fire: action });
	}

	/** Lets time pass until the promise is settled, and gives its value. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let isSettled = false;
		const settle = () => {
			isSettled = true;
		};
		promise.then(settle, settle);
		for (;;) {
			await everythingWaits();
			if (isSettled) return await promise;
			const next = this.timers.reduce<Timer | undefined>(
				(first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
				undefined,
			);
			if (next === undefined) throw new Error('It waits for something other than time');
			this.timers = this.timers.filter((timer) => timer !== next);
			this.elapsedMs = Math.max(this.elapsedMs, next.atMs);
			next.fire();
		}
	}
}

/** Promises settle one after the other before an immediate runs. */
async function everythingWaits(): Promise<void> {
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
}
