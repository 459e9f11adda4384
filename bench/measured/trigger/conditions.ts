import type { Effort } from '../../measuring/bench';
import type { Load } from './load';

export interface Conditions {
	readonly rounds: number;
	/** How often each trigger is loaded in a round, in changing order: this machine is never as fast for long. */
	readonly turns: number;
	/** In each turn. */
	readonly loads: readonly Load[];
	/** The load under which n8n is profiled. */
	readonly profiled: Load;
}

/**
 * Before each turn, and not counted: after ten seconds the CallCow Trigger looks at the credential again,
 * which in short turns would weigh as much as it never does in a row.
 */
export const beforeTurn: Load = { connections: 1, requests: 1 };

/** Enough of each for V8 to have compiled what only this trigger runs, as it has the rest of n8n. */
export const warmUp: Load = { connections: 5, requests: 200 };

export const conditionsByEffort: Readonly<Record<Effort, Conditions>> = {
	standard: {
		rounds: 6,
		turns: 6,
		loads: [
			{ connections: 1, requests: 20 },
			{ connections: 10, requests: 30 },
			{ connections: 50, requests: 50 },
		],
		profiled: { connections: 10, requests: 200 },
	},
	quick: {
		rounds: 2,
		turns: 2,
		loads: [
			{ connections: 1, requests: 10 },
			{ connections: 10, requests: 20 },
		],
		profiled: { connections: 10, requests: 40 },
	},
};
