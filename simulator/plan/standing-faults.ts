import { z } from 'zod';
import type { RequestFault } from './faults';

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

export const noStandingFaults: StandingFaults = { answer: 'normal', callback: 'normal' };

/** What a request meets while such a fault stays. */
export const standingAnswers: Record<StandingFaults['answer'], RequestFault | undefined> = {
	normal: undefined,
	lost: { kind: 'reset', callMade: true, times: 1 },
	serverError: { kind: 'answer', callMade: false, status: 500, times: 1 },
	slow: { kind: 'slow', delayMs: 10_000, times: 1 },
};
