import { leastSeconds, type Conditions } from './conditions';
import type { Measurement } from './measurement';

export interface Goal {
	/** The whole execution may take so many times the least possible time. */
	readonly mostTimesTheLeast: number;
	/** Processes that do not know of each other cannot help meeting the limit. */
	readonly mayMeetTheLimit: boolean;
}

/** How many times the least possible time the execution took; only a list that was phoned whole has it. */
export function timesTheLeast(
	{ executionSeconds, notPlaced }: Measurement,
	conditions: Conditions,
): number | undefined {
	return notPlaced > 0 ? undefined : executionSeconds / leastSeconds(conditions);
}

/** In a sentence each, what falls short of the goal; empty when it is met. */
export function shortcomings(
	measurement: Measurement,
	conditions: Conditions,
	{ mostTimesTheLeast, mayMeetTheLimit }: Goal,
): string[] {
	const { notPlaced, doubles, rateLimited, endings } = measurement;
	const missed: string[] = [];
	if (notPlaced > 0) missed.push(`${notPlaced} of ${conditions.calls} calls were not placed.`);
	if (doubles > 0) missed.push(`${doubles} calls were placed a second time.`);
	if (rateLimited > 0 && !mayMeetTheLimit) {
		missed.push(`The rate limit was met ${rateLimited} times; the goal is never.`);
	}
	const unsuccessful = endings.filter((ending) => ending !== 'success');
	if (unsuccessful.length > 0) missed.push(`An execution ended with "${unsuccessful[0]}".`);
	const times = timesTheLeast(measurement, conditions);
	if (times !== undefined && times > mostTimesTheLeast) {
		// Three digits: 1.053 must not look like the 1.05 that it misses.
		const took = times.toFixed(3);
		missed.push(`It took ${took} of the least possible time; the goal is ${mostTimesTheLeast}.`);
	}
	return missed;
}
