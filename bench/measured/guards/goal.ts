import { unequalCalls } from '../place/goal';
import { labelOf, timeRatio, type GuardComparison } from './outcome';

/** Calls with the guard may take so many times the time of calls without, by the median. */
export const MOST_TIMES = 2;

/** In a sentence each, what went wrong under one of the conditions, however long it took. */
export function faults({ conditions, without, guarded }: GuardComparison): string[] {
	return [
		...unequalCalls('node without the guard', without),
		...unequalCalls('node with the guard', guarded),
	].map((fact) => `${labelOf(conditions)}: ${fact}`);
}

/** In a sentence each, what falls short of the goal under one of the conditions. */
export function shortcomings(comparison: GuardComparison): string[] {
	const { median } = timeRatio(comparison);
	if (median <= MOST_TIMES) return faults(comparison);
	const times = `The guard took ${median.toFixed(3)} times the time of calls without it; the goal is ${MOST_TIMES.toFixed(2)}.`;
	return [...faults(comparison), `${labelOf(comparison.conditions)}: ${times}`];
}
