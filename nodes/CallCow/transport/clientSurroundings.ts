import type { Clock } from './clock';
import type { Send } from './http';
import type { KeyHolders } from './keyHolders';
import type { Sleep } from './n8nVersions';
import type { PaceKeeper } from './paceKeeper';
import type { SentCalls } from './sentCalls';

/** Everything that the client needs from outside, so that tests need no real time and no network. */
export interface ClientSurroundings {
	readonly send: Send;
	readonly keeper: PaceKeeper;
	readonly requestsPerMinute: number;
	readonly sentCalls: SentCalls;
	readonly keyHolders: KeyHolders;
	readonly sleep: Sleep;
	readonly clock: Clock;
	readonly random: () => number;
	/** Fires when the execution is cancelled. */
	readonly signal?: AbortSignal;
	/** Fires when no further call is to leave; what may have been placed is still settled. */
	readonly stop?: AbortSignal;
	/** What must not be shown, whatever CallCow says. */
	readonly secrets: readonly string[];
}
