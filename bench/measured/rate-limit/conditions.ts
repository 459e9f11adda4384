import type { Effort } from '../../measuring/bench';

/** How long a list is, and how CallCow answers it. */
export interface Conditions {
	/** How many people are phoned, each once. */
	readonly calls: number;
	/** What CallCow lets through in any 60 seconds. */
	readonly requestsPerMinute: number;
	/** How long CallCow takes to answer a request that it lets through. */
	readonly answerSeconds: number;
}

/** As a rule CallCow's documented limit, and an answer as slow as is usual; `quick` is for trying the bench itself. */
export const conditionsByEffort: Readonly<Record<Effort, Conditions>> = {
	standard: { calls: 300, requestsPerMinute: 60, answerSeconds: 3 },
	quick: { calls: 30, requestsPerMinute: 10, answerSeconds: 3 },
};

const WINDOW_SECONDS = 60;

/**
 * The shortest time in which anybody could place all calls: each full minute's worth leaves at once,
 * and the answer to the last request has to arrive.
 */
export function leastSeconds({ calls, requestsPerMinute, answerSeconds }: Conditions): number {
	return Math.floor((calls - 1) / requestsPerMinute) * WINDOW_SECONDS + answerSeconds;
}

/** How many calls could be placed after each second from the first request on, 0 included. */
export function mostPlacedBySecond(conditions: Conditions): number[] {
	const { calls, requestsPerMinute, answerSeconds } = conditions;
	const lastSecond = leastSeconds(conditions) - answerSeconds;
	return Array.from({ length: lastSecond + 1 }, (_, second) =>
		Math.min(calls, requestsPerMinute * (Math.floor(second / WINDOW_SECONDS) + 1)),
	);
}
