import type { Effort } from '../../measuring/bench';

/** How many calls are placed at a time, and how long each answer takes. */
export interface Conditions {
	readonly items: number;
	readonly answerMs: number;
	readonly rounds: number;
	/**
	 * In how many rounds memory is looked at, each time in a fresh n8n. With fewer items there are none:
	 * what they take could not be told from chance.
	 */
	readonly memoryRounds: number;
}

const ANSWERS_MS = [0, 50];

/** More rounds where a run is over soon. */
const STANDARD = [
	{ items: 1, rounds: 7, memoryRounds: 0 },
	{ items: 100, rounds: 7, memoryRounds: 0 },
	{ items: 1_000, rounds: 5, memoryRounds: 3 },
];

/** For trying the bench itself. */
const QUICK = [
	{ items: 1, rounds: 2, memoryRounds: 0 },
	{ items: 100, rounds: 2, memoryRounds: 1 },
];

/** From the fewest items up, each with every answer. */
export function conditionsFor(effort: Effort): Conditions[] {
	return (effort === 'standard' ? STANDARD : QUICK).flatMap((size) =>
		ANSWERS_MS.map((answerMs) => ({ ...size, answerMs })),
	);
}

/** Of the CallCow node beside one that does nothing but send: of lists only, whose time is that of the requests. */
export function floorConditionsFor(effort: Effort): Conditions[] {
	const size =
		effort === 'standard'
			? { items: 1_000, rounds: 7, memoryRounds: 0 }
			: { items: 100, rounds: 2, memoryRounds: 0 };
	return ANSWERS_MS.map((answerMs) => ({ ...size, answerMs }));
}
