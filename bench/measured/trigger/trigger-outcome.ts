import { spreadOf } from '../../measuring/spread';
import { tableOf } from '../../written/table';
import {
	connectionsInWords,
	p99,
	processorTime,
	requestsASecond,
	rowsOf,
	throughputRatio,
	timesTheOne,
	wayUnderLoad,
	type MeasuredLoad,
} from './measured-loads';
import { PARTS } from './profile';
import type { ProfiledWay } from './profile-way';

/** The CallCow Trigger stands first, then the bare trigger, then the Webhook node, then any others. */
export interface TriggerOutcome {
	readonly loads: readonly MeasuredLoad[];
	readonly profiles: readonly ProfiledWay[];
}

/** Of the throughput of a bare trigger with the same credential: checking, reading and filtering included. */
export const LEAST_OF_BARE = 0.97;

export const outcomeTable = ({ loads }: TriggerOutcome): string =>
	tableOf(rowsOf(loads), [
		wayUnderLoad,
		requestsASecond,
		['relative to bare trigger', timesTheOne(1)],
		['relative to Webhook node', timesTheOne(2)],
		['median', ({ way }) => `${spreadOf(way.medianMs).median.toFixed(0)} ms`],
		p99,
		processorTime,
	]);

export function profileTable({ profiles }: TriggerOutcome): string {
	const sum = ({ mainThread }: ProfiledWay) =>
		PARTS.reduce((total, part) => total + mainThread[part], 0);
	const rows: ReadonlyArray<readonly [string, (profile: ProfiledWay) => number]> = [
		...PARTS.map((part) => [part, ({ mainThread }: ProfiledWay) => mainThread[part]] as const),
		['main thread', sum],
		['all threads', ({ allThreads }) => allThreads],
	];
	return tableOf(rows, [
		['processor time per request, ms', ([name]) => name],
		...profiles.map(
			(profile) =>
				[profile.name, ([, ms]: (typeof rows)[number]) => ms(profile).toFixed(1)] as const,
		),
	]);
}

export function shortcomings({ loads }: TriggerOutcome): string[] {
	return loads.flatMap(({ connections, ways: [callCow, bare] }) => {
		const { median } = throughputRatio(callCow!, bare!);
		if (median >= LEAST_OF_BARE) return [];
		return [
			`With ${connectionsInWords(connections)}, it reached ${median.toFixed(3)} times the throughput of the bare trigger; the goal is at least ${LEAST_OF_BARE}.`,
		];
	});
}
