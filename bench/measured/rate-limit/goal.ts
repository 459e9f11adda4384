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

/** In a sentence each, what went wrong, however long it took. */
export function faults(
	{ notPlaced, doubles, endings }: Measurement,
	{ calls }: Conditions,
): string[] {
	const unsuccessful = endings.find((ending) => ending !== 'success');
	return [
		notPlaced > 0 ? `${notPlaced} of ${calls} calls were not placed.` : '',
		doubles > 0 ? `${doubles} calls were placed a second time.` : '',
		unsuccessful === undefined ? '' : `An execution ended with "${unsuccessful}".`,
	].filter(Boolean);
}

/** In a sentence each, what falls short of the goal. */
export function shortcomings(
	measurement: Measurement,
	conditions: Conditions,
	{ mostTimesTheLeast, mayMeetTheLimit }: Goal,
): string[] {
	const { rateLimited } = measurement;
	const missed: string[] = [];
	if (rateLimited > 0 && !mayMeetTheLimit) {
		missed.push(`The rate limit was hit ${rateLimited} times; the goal is 0.`);
	}
	const times = timesTheLeast(measurement, conditions);
	if (times !== undefined && times > mostTimesTheLeast) {
		// Three digits: 1.053 must not look like the 1.05 that it misses.
		const took = times.toFixed(3);
		missed.push(
			`It took ${took} times the theoretical minimum; the goal is at most ${mostTimesTheLeast}.`,
		);
	}
	return missed;
}
