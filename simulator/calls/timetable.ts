import type { Clock, Task } from '../clock';

/** What one simulator has planned on a clock, so that all of it can be called off at once. */
export class Timetable {
	private readonly cancellations = new Set<() => void>();
	private readonly waiting = new Set<() => void>();

	constructor(private readonly clock: Clock) {}

	/** Runs `task` once, `delayMs` from now, unless called off before. */
	plan(delayMs: number, task: Task): () => void {
		const cancel = () => {
			cancelOnClock();
			this.cancellations.delete(cancel);
		};
		const cancelOnClock = this.clock.schedule(delayMs, () => {
			this.cancellations.delete(cancel);
			return task();
		});
		this.cancellations.add(cancel);
		return cancel;
	}

	/** Resolves `delayMs` from now, or at once when everything is called off. */
	async pause(delayMs: number): Promise<void> {
		await new Promise<void>((resolve) => {
			this.waiting.add(resolve);
			this.plan(delayMs, () => {
				this.waiting.delete(resolve);
				resolve();
			});
		});
	}

	callOffAll(): void {
		for (const cancel of [...this.cancellations]) cancel();
		for (const resolve of this.waiting) resolve();
		this.waiting.clear();
	}
}
