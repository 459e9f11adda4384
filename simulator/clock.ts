/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published with the nodes: runs on the developer's machine */
export interface Clock {
	/** The present moment in milliseconds since the Unix epoch. */
	now(): number;
	/** Runs `task` once, `delayMs` from now, and returns what calls it off. */
	schedule(delayMs: number, task: Task): () => void;
}

export type Task = () => void | Promise<void>;

/** Asks to be woken once after `delayMs` of real time; returns what calls it off. */
export type Wake = (delayMs: number, onWake: () => void) => () => void;

interface Appointment {
	readonly dueAt: number;
	readonly task: Task;
}

// Timers hold their delay in 32 bits; a longer one would fire at once.
const longestTimerMs = 2 ** 31 - 1;

/**
 * A clock whose time can be moved forward, over a base that runs by itself or stands still.
 *
 * Tasks run in the order in which they are due. Those due at the same moment are started
 * together, so that a hundred simultaneous callbacks stay simultaneous.
 */
export class SimulatorClock implements Clock {
	private offsetMs = 0;
	private readonly appointments = new Set<Appointment>();
	private cancelWake: () => void = () => {};

	/**
	 * @param base the time that passes by itself, in milliseconds since the epoch
	 * @param wake real timers; without them tasks run only in `advance`
	 */
	constructor(
		private readonly base: () => number,
		private readonly wake?: Wake,
	) {}

	now(): number {
		return this.base() + this.offsetMs;
	}

	schedule(delayMs: number, task: Task): () => void {
		const appointment = { dueAt: this.now() + Math.max(0, delayMs), task };
		this.appointments.add(appointment);
		this.rearm();
		return () => {
			this.appointments.delete(appointment);
			this.rearm();
		};
	}

	/**
	 * Moves time forward by `ms` and resolves when every task that became due on the way has
	 * finished, tasks that those scheduled included.
	 */
	async advance(ms: number): Promise<void> {
		// Counted down instead of compared with a target: two advances at once add up.
		let remainingMs = ms;
		for (let next = this.earliest(); next; next = this.earliest()) {
			const stepMs = Math.max(0, next.dueAt - this.now());
			if (stepMs > remainingMs) break;
			this.offsetMs += stepMs;
			remainingMs -= stepMs;
			await Promise.all(this.startDueTasks());
		}
		this.offsetMs += remainingMs;
		this.rearm();
	}

	private earliest(): Appointment | undefined {
		let earliest: Appointment | undefined;
		for (const appointment of this.appointments) {
			if (!earliest || appointment.dueAt < earliest.dueAt) earliest = appointment;
		}
		return earliest;
	}

	private startDueTasks(): Array<Promise<void>> {
		const now = this.now();
		// The sort is stable, so that tasks due at the same moment keep the order of scheduling.
		const due = [...this.appointments]
			.filter((appointment) => appointment.dueAt <= now)
			.sort((a, b) => a.dueAt - b.dueAt);
		for (const appointment of due) this.appointments.delete(appointment);
		return due.map(async (appointment) => await appointment.task());
	}

	private rearm(): void {
		this.cancelWake();
		this.cancelWake = () => {};
		const next = this.earliest();
		if (!this.wake || !next) return;
		const delayMs = Math.min(longestTimerMs, Math.max(0, next.dueAt - this.now()));
		this.cancelWake = this.wake(delayMs, () => {
			void Promise.all(this.startDueTasks());
			this.rearm();
		});
	}
}

/** The present moment of a clock in ISO 8601. */
export function isoTime(clock: Clock): string {
	return new Date(clock.now()).toISOString();
}

/** The machine's own timers. */
export const realWake: Wake = (delayMs, onWake) => {
	const timer = setTimeout(onWake, delayMs);
	return () => clearTimeout(timer);
};

/** Time as the machine tells it, plus whatever it is advanced by. */
export function realClock(): SimulatorClock {
	return new SimulatorClock(Date.now, realWake);
}

/** Time that stands still at `startAt` (milliseconds since the epoch) until it is advanced. */
export function manualClock(startAt = Date.UTC(2026, 0, 15, 12)): SimulatorClock {
	return new SimulatorClock(() => startAt);
}
