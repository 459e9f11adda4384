import type { CallCow } from './callcow';
import type { Consent } from './consent';

/**
 * How what came compares with what the nodes believe. `undecided`: what came fits the belief and others
 * too. `skipped`: nothing was asked.
 */
export type Verdict = 'as expected' | 'different' | 'undecided' | 'skipped';

export interface Outcome {
	readonly verdict: Verdict;
	/** Shapes, never values: it is shown, and written into the findings. */
	readonly came: string;
}

interface Described {
	readonly what: string;
	/** What the nodes believe, as a sentence without its full stop. */
	readonly believes: string;
}

/** One comparison of the real API with what the nodes believe of it. */
export type Check = Described &
	(
		| {
				/** Places no call, whatever the API does: no request of it has anything in it to dial. */
				readonly kind: 'harmless';
				run(callcow: CallCow): Promise<Outcome>;
		  }
		| {
				/** Places no call either, and has another price, which the question names. */
				readonly kind: 'asked';
				readonly question: string;
				run(callcow: CallCow): Promise<Outcome>;
		  }
		| {
				/** Has a number in it: phones somebody, or could if the API were otherwise than believed. */
				readonly kind: 'phoning';
				readonly question: string;
				/** Without that one, this one makes no sense. */
				readonly after?: Check;
				run(callcow: CallCow, consent: Consent): Promise<Outcome>;
		  }
	);

/** What came of one check. */
export type Finding = Described & Outcome;
