import type { Effort } from '../../measuring/bench';

/** How many numbers the node has on record, and how many further ones are called at a time. */
export interface Conditions {
	/** 0: each round begins with a node that has none. */
	readonly onRecord: number;
	readonly items: number;
	readonly rounds: number;
}

const STANDARD = [
	{ onRecord: 0, items: 1_000, rounds: 5 },
	{ onRecord: 20_000, items: 1_000, rounds: 5 },
];

/** For trying the bench itself. */
const QUICK = [
	{ onRecord: 0, items: 100, rounds: 2 },
	{ onRecord: 1_000, items: 100, rounds: 2 },
];

/** From the fewest numbers up. */
export const conditionsFor = (effort: Effort): readonly Conditions[] =>
	effort === 'standard' ? STANDARD : QUICK;
