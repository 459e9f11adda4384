import { z } from 'zod';
import { phoneNumberSchema } from '../phone-number';

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

const doubleCallbackFaultSchema = z
	.object({ kind: z.literal('doubleCallback'), ...scope })
	.strict();

export const faultSchema = z.discriminatedUnion('kind', [
	answerFaultSchema,
	resetFaultSchema,
	slowFaultSchema,
	noCallbackFaultSchema,
	lateCallbackFaultSchema,
	doubleCallbackFaultSchema,
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type AnswerFault = z.output<typeof answerFaultSchema>;
/** What goes wrong between a request and its answer. */
export type RequestFault = Extract<Fault, { kind: 'answer' | 'reset' | 'slow' }>;
/** What goes wrong between the end of a call and the delivery of its result. */
export type CallbackFault = Extract<
	Fault,
	{ kind: 'noCallback' | 'lateCallback' | 'doubleCallback' }
>;
