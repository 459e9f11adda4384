import type { Effort } from '../../measuring/bench';

export interface Conditions {
	/** The campaign that is run from its first row to its last. */
	readonly whole: { readonly rows: number; readonly rowsPerTick: number };
	/** The sizes of table of which early and late ticks are compared. */
	readonly sizes: readonly number[];
	/** Of each compared tick. */
	readonly rowsPerTick: number;
	/** In how many rounds one early and one late tick are run. */
	readonly rounds: number;
}

const STANDARD: Conditions = {
	whole: { rows: 1_000, rowsPerTick: 200 },
	sizes: [1_000, 10_000],
	rowsPerTick: 50,
	rounds: 5,
};

/** For trying the bench itself. */
const QUICK: Conditions = {
	whole: { rows: 60, rowsPerTick: 30 },
	sizes: [500],
	rowsPerTick: 30,
	rounds: 2,
};

export const conditionsFor = (effort: Effort): Conditions =>
	effort === 'standard' ? STANDARD : QUICK;
