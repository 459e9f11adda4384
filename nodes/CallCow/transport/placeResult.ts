import type { PlacedCall } from '../domain/call';
import type { CallFailure } from '../domain/errors';
import type { Skipped } from './gate';

/** What came of one call. */
export type PlaceResult =
	| { kind: 'placed'; call: PlacedCall }
	| Skipped
	| { kind: 'failed'; failure: CallFailure }
	/** Called off before its request left. */
	| { kind: 'notTried' };
