import type { Measurement } from './measurement';
import { latencyRatio, nameOf, type MeasuredLoad, type ResumeOutcome } from './outcome';

/** The CallCow node may take so many times the latency of the Wait node. */
export const mostTimesTheWaitNode = 1.05;

/** In a sentence each, what went wrong, however long it took. */
export function faults({ loads }: Pick<ResumeOutcome, 'loads'>): string[] {
	return loads.flatMap(({ load, callCow, wait }) =>
		[...miscounts('CallCow node', callCow), ...miscounts('Wait node', wait)].map(
			(fact) => `${nameOf(load)}: ${fact}`,
		),
	);
}

/** In a sentence each, what falls short of the goal. */
export function shortcomings({ loads }: ResumeOutcome): string[] {
	return loads.flatMap(slower);
}

function slower(measured: MeasuredLoad): string[] {
	const { median } = latencyRatio(measured);
	if (median <= mostTimesTheWaitNode) return [];
	return [
		`${nameOf(measured.load)}: The latency was ${median.toFixed(3)} times that of the Wait node; the goal is at most ${mostTimesTheWaitNode}.`,
	];
}

/** Every execution goes on once, with its own result. */
function miscounts(name: string, rounds: readonly Measurement[]): string[] {
	const sum = (count: (round: Measurement) => number) =>
		rounds.reduce((total, round) => total + count(round), 0);
	const sent = sum(({ callbacks }) => callbacks);
	const facts: ReadonlyArray<readonly [number, string]> = [
		[sum(({ refused }) => refused), 'callbacks were refused'],
		[sum(({ lost }) => lost), 'executions did not resume'],
		[sum(({ repeated }) => repeated), 'executions resumed more than once'],
		[sum(({ mixedUp }) => mixedUp), 'executions resumed with the result of another one'],
	];
	return facts
		.filter(([count]) => count > 0)
		.map(([count, fact]) => `With the ${name}, ${count} of ${sent} ${fact}.`);
}
