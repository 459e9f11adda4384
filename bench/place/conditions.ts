import type { Effort } from '../bench';

/** How many calls are placed at a time, and how long each answer takes. */
export interface Conditions {
	readonly items: number;
	readonly answerMs: number;
	readonly rounds: number;
}

const ANSWERS_MS = [0, 50];

/** More rounds where a run is over soon. */
const STANDARD = [
	{ items: 1, rounds: 7 },
	{ items: 100, rounds: 7 },
	{ items: 1_000, rounds: 5 },
];

/** For trying the bench itself. */
const QUICK = [
	{ items: 1, rounds: 2 },
	{ items: 100, rounds: 2 },
];

/** From the fewest items up, each with every answer. */
export function conditionsFor(effort: Effort): Conditions[] {
	return (effort === 'standard' ? STANDARD : QUICK).flatMap(({ items, rounds }) =>
		ANSWERS_MS.map((answerMs) => ({ items, answerMs, rounds })),
	);
}

/** Memory is looked at with so many items: fewer leave no trace that could be told from chance. */
export const ITEMS_FOR_MEMORY = 1_000;
