import type { CallbackFault, Fault, RequestFault } from './faults';
import {
	noStandingFaults,
	standingAnswers,
	type StandingFaults,
	type StandingFaultsInput,
} from './standing-faults';

/** Faults that wait for the requests they are meant for, first in first out. */
export class FaultQueue {
	private pending: Array<{ fault: Fault; remaining: number }> = [];
	private standing = noStandingFaults;

	add(fault: Fault): void {
		this.pending.push({ fault, remaining: fault.times });
	}

	/** Changes the faults that stay; what is not given stays as it is. */
	stand(changes: StandingFaultsInput): StandingFaults {
		this.standing = {
			answer: changes.answer ?? this.standing.answer,
			callback: changes.callback ?? this.standing.callback,
		};
		return this.standing;
	}

	/** How many faults wait for requests. */
	waiting(): number {
		return this.pending.reduce((sum, { remaining }) => sum + remaining, 0);
	}

	/**
	 * Takes the fault that a request to call `recipient` meets, if any.
	 *
	 * @param isRepeat whether the call was made by an earlier request with the same key
	 */
	takeForRequest(recipient: string, isRepeat = false): RequestFault | undefined {
		const waiting = this.take(
			recipient,
			(fault): fault is RequestFault =>
				fault.kind === 'answer' || fault.kind === 'reset' || fault.kind === 'slow',
		);
		const { answer } = this.standing;
		return waiting ?? (answer === 'lost' && isRepeat ? undefined : standingAnswers[answer]);
	}

	/** Takes the fault that the result of a new call to `recipient` meets, if any. */
	takeForCallback(recipient: string): CallbackFault | undefined {
		const waiting = this.take(
			recipient,
			(fault): fault is CallbackFault =>
				fault.kind === 'noCallback' || fault.kind === 'lateCallback',
		);
		if (waiting) return waiting;
		return this.standing.callback === 'none' ? { kind: 'noCallback', times: 1 } : undefined;
	}

	clear(): void {
		this.pending = [];
		this.standing = noStandingFaults;
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
