import type { Effort } from '../../measuring/bench';

/** How many executions wait when the callbacks come, and how often that is repeated. */
export interface Load {
	/** Executions that wait at once; all their callbacks are sent at once. */
	readonly waiting: number;
	/** So often in one round, one time after the other. */
	readonly times: number;
}

export interface Conditions {
	/** How often each way is measured; one more round before that is not. */
	readonly rounds: number;
	readonly loads: readonly Load[];
}

/** `quick` is for trying the bench itself. */
export const conditionsByEffort: Readonly<Record<Effort, Conditions>> = {
	standard: {
		rounds: 9,
		loads: [
			{ waiting: 1, times: 20 },
			{ waiting: 50, times: 1 },
		],
	},
	quick: {
		rounds: 2,
		loads: [
			{ waiting: 1, times: 5 },
			{ waiting: 10, times: 1 },
		],
	},
};
