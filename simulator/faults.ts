import { z } from 'zod';
import { phoneNumberSchema } from './call-request';

const scope = {
	/** How many matching requests meet the fault. */
	times: z.number().int().positive().default(1),
	/** Only requests that call this number. */
	recipient: phoneNumberSchema.optional(),
};

const delayMs = z.number().int().nonnegative();

const answerFaultSchema = z
	.object({
		kind: z.literal('answer'),
		/** Whether the call is made although the answer does not say so. */
		callMade: z.boolean(),
		status: z.number().int().min(200).max(599),
		headers: z.record(z.string()).optional(),
		/** A string is sent as it is, anything else as JSON. */
		body: z.unknown().optional(),
		...scope,
	})
	.strict();

const resetFaultSchema = z
	.object({ kind: z.literal('reset'), callMade: z.boolean(), ...scope })
	.strict();

const slowFaultSchema = z.object({ kind: z.literal('slow'), delayMs, ...scope }).strict();

const noCallbackFaultSchema = z.object({ kind: z.literal('noCallback'), ...scope }).strict();

const lateCallbackFaultSchema = z
	.object({ kind: z.literal('lateCallback'), delayMs, ...scope })
	.strict();

export const faultSchema = z.discriminatedUnion('kind', [
	answerFaultSchema,
	resetFaultSchema,
	slowFaultSchema,
	noCallbackFaultSchema,
	lateCallbackFaultSchema,
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type AnswerFault = z.output<typeof answerFaultSchema>;
/** What goes wrong between a request and its answer. */
export type RequestFault = Extract<Fault, { kind: 'answer' | 'reset' | 'slow' }>;
/** What goes wrong between the end of a call and the delivery of its result. */
export type CallbackFault = Extract<Fault, { kind: 'noCallback' | 'lateCallback' }>;

/** Faults that stay until they are switched off. */
export const standingFaultsSchema = z
	.object({
		/**
		 * `lost`: the connection breaks after the call was made. Only the first request of a call meets
		 * it, so that a repeat with the same key finds the call. `serverError`: 500, no call is made.
		 * `slow`: ten seconds late.
		 */
		answer: z.enum(['normal', 'lost', 'serverError', 'slow']).optional(),
		/** `none`: results are not delivered. */
		callback: z.enum(['normal', 'none']).optional(),
	})
	.strict();

export type StandingFaults = Required<z.output<typeof standingFaultsSchema>>;
export type StandingFaultsInput = z.input<typeof standingFaultsSchema>;

const noStandingFaults: StandingFaults = { answer: 'normal', callback: 'normal' };

const standingAnswers: Record<StandingFaults['answer'], RequestFault | undefined> = {
	normal: undefined,
	lost: { kind: 'reset', callMade: true, times: 1 },
	serverError: { kind: 'answer', callMade: false, status: 500, times: 1 },
	slow: { kind: 'slow', delayMs: 10_000, times: 1 },
};

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
