import type { CallFailure } from '../domain/errors';
import type { Moment } from './clock';

/** A call that is left out on purpose: nothing went wrong. */
export interface Skipped {
	readonly kind: 'skipped';
	readonly reason: string;
	/** When it would not be left out, if that is known; ISO 8601 with offset. */
	readonly callableAt?: string;
}

/** Why a call is held back although CallCow would take it. */
export type Held = Skipped | { kind: 'failed'; failure: CallFailure & { placed: 'no' } };

export type Opening = Held | { kind: 'through'; uncertainSince?: Moment };

/** What is known of a call when it is over for us: whether CallCow has placed it. */
export type Certainty = 'placed' | 'no' | 'unknown';

/** Has the last word on a call, right before its request leaves. */
export interface Gate {
	/**
	 * Asked before every attempt. Lets the call through (and may tell since when another run of this node
	 * may have placed it), or holds it back.
	 *
	 * @param isRepeat whether CallCow may have placed this call already: then it is none more
	 * @param mayFollow how many further calls the pace lets through right after this one; none by default
	 */
	open(isRepeat: boolean, mayFollow?: (most: number) => number): Promise<Opening>;
	/** Told once what came of a call that it has let through. Nobody waits for what it does then. */
	close(certainty: Certainty): void;
}
