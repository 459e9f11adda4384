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

/** `quick` is for trying the bench itself. */
export const conditionsByEffort: Readonly<Record<Effort, Conditions>> = {
	standard: {
		whole: { rows: 1_000, rowsPerTick: 200 },
		sizes: [1_000, 10_000],
		rowsPerTick: 50,
		rounds: 5,
	},
	quick: {
		whole: { rows: 60, rowsPerTick: 30 },
		sizes: [500],
		rowsPerTick: 30,
		rounds: 2,
	},
};
