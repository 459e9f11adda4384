import type { CallbackFault, Fault, RequestFault } from './faults';

/** Faults that wait for the requests they are meant for, first in first out. */
export class FaultQueue {
	private pending: Array<{ fault: Fault; remaining: number }> = [];

	add(fault: Fault): void {
		this.pending.push({ fault, remaining: fault.times });
	}

	/** How many faults wait for requests. */
	waiting(): number {
		return this.pending.reduce((sum, { remaining }) => sum + remaining, 0);
	}

	/** Takes the fault that a request to call `recipient` meets, if any. */
	takeForRequest(recipient: string): RequestFault | undefined {
		return this.take(
			recipient,
			(fault): fault is RequestFault =>
				fault.kind === 'answer' || fault.kind === 'reset' || fault.kind === 'slow',
		);
	}

	/** Takes the fault that the result of a new call to `recipient` meets, if any. */
	takeForCallback(recipient: string): CallbackFault | undefined {
		return this.take(
			recipient,
			(fault): fault is CallbackFault =>
				fault.kind === 'noCallback' ||
				fault.kind === 'lateCallback' ||
				fault.kind === 'doubleCallback',
		);
	}

	clear(): void {
		this.pending = [];
	}

	private take<F extends Fault>(
		recipient: string,
		isWanted: (fault: Fault) => fault is F,
	): F | undefined {
		for (const entry of this.pending) {
			const { fault } = entry;
			if (!isWanted(fault)) continue;
			if (fault.recipient !== undefined && fault.recipient !== recipient) continue;
			entry.remaining -= 1;
			if (entry.remaining === 0) this.pending.splice(this.pending.indexOf(entry), 1);
			return fault;
		}
		return undefined;
	}
}
