import { labelOf, timeRatio, type Comparison, type MeasuredNode } from './outcome';

/** The CallCow node may take so many times the time of the HTTP Request node, by the median. */
export const MOST_TIMES = 1;

/** With fewer items the goal does not hold: what happens once for a run weighs more than a call. */
export const ITEMS_FOR_GOAL = 100;

/** As the CallCow node promises. */
export const MOST_IN_FLIGHT = 30;

/** In a sentence each, what went wrong under one of the conditions, however long it took. */
export function faults({ conditions, callCow, httpRequest }: Comparison): string[] {
	return [
		...unequalCalls('CallCow node', callCow),
		...unequalCalls('HTTP Request node', httpRequest),
		...tooManyInFlight(callCow),
	].map((fact) => `${labelOf(conditions)}: ${fact}`);
}

/** In a sentence each, what falls short of the goal under one of the conditions. */
export function shortcomings(comparison: Comparison): string[] {
	const { conditions } = comparison;
	const { median } = timeRatio(comparison);
	const isSlower = conditions.items >= ITEMS_FOR_GOAL && median > MOST_TIMES;
	if (!isSlower) return faults(comparison);
	// Three digits: 1.003 must not look like the 1.00 that it misses.
	const times = `It took ${median.toFixed(3)} of the HTTP Request node's time; the goal is ${MOST_TIMES.toFixed(2)}.`;
	return [...faults(comparison), `${labelOf(conditions)}: ${times}`];
}

/** Only nodes that have done the same can be compared: each call placed, and once. */
export function unequalCalls(
	node: string,
	{ notPlaced, doubles, endings }: MeasuredNode,
): string[] {
	const failed = endings.find((ending) => ending !== 'success');
	return [
		notPlaced > 0 ? `The ${node} did not place ${notPlaced} calls.` : '',
		doubles > 0 ? `The ${node} placed ${doubles} calls a second time.` : '',
		failed === undefined ? '' : `An execution with the ${node} ended with "${failed}".`,
	].filter(Boolean);
}

export function tooManyInFlight({ mostInFlight }: MeasuredNode): string[] {
	const most = Math.max(...mostInFlight);
	return most > MOST_IN_FLIGHT
		? [`${most} requests were in flight; the bound is ${MOST_IN_FLIGHT}.`]
		: [];
}
