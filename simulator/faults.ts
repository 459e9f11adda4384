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

/** Faults that wait for the requests they are meant for, first in first out. */
export class FaultQueue {
	private pending: Array<{ fault: Fault; remaining: number }> = [];

	add(fault: Fault): void {
		this.pending.push({ fault, remaining: fault.times });
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
				fault.kind === 'noCallback' || fault.kind === 'lateCallback',
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
