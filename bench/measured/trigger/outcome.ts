import { markdownTable } from '../../written/markdown-table';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Load } from './load';
import type { MeasuredWay } from './measured-way';
import { PARTS } from './profile';
import type { ProfiledWay } from './profile-way';

export interface TriggerOutcome {
	readonly loads: ReadonlyArray<Load & { readonly ways: readonly MeasuredWay[] }>;
	readonly profiles: readonly ProfiledWay[];
}

/** Of the throughput of a bare trigger with the same credential: checking, reading and filtering included. */
export const LEAST_OF_BARE = 0.97;

/** The throughput of one way in terms of another's, round by round. */
export function throughputRatio(way: MeasuredWay, other: MeasuredWay): Spread {
	return ratiosOf(way.requestsPerSecond, other.requestsPerSecond);
}

/** The CallCow Trigger stands first, then the bare trigger, then the Webhook node, then any others. */
export function outcomeTable({ loads }: TriggerOutcome): string {
	return markdownTable(
		[
			'',
			'requests a second',
			'times the bare trigger',
			'times the Webhook node',
			'median',
			'p99',
			'processor time a request',
		],
		loads.flatMap(({ connections, ways }) =>
			ways.map((way) => [
				`${connectionsInWords(connections)}: ${way.name}`,
				formatSpread(spreadOf(way.requestsPerSecond), 1),
				ratioTo(ways[1], way),
				ratioTo(ways[2], way),
				`${spreadOf(way.medianMs).median.toFixed(0)} ms`,
				`${formatSpread(spreadOf(way.p99Ms), 0)} ms`,
				`${formatSpread(spreadOf(way.processorMs), 0)} ms`,
			]),
		),
	);
}

export function profileTable({ profiles }: TriggerOutcome): string {
	return markdownTable(
		['processor time a request, in ms', ...profiles.map(({ name }) => name)],
		[
			...PARTS.map((part) => [
				part,
				...profiles.map(({ mainThread }) => mainThread[part].toFixed(1)),
			]),
			[
				'main thread',
				...profiles.map(({ mainThread }) =>
					PARTS.reduce((sum, part) => sum + mainThread[part], 0).toFixed(1),
				),
			],
			['all threads', ...profiles.map(({ allThreads }) => allThreads.toFixed(1))],
		],
	);
}

export function shortcomings({ loads }: TriggerOutcome): string[] {
	return loads.flatMap(({ connections, ways: [callCow, bare] }) => {
		const { median } = throughputRatio(callCow!, bare!);
		if (median >= LEAST_OF_BARE) return [];
		return [
			`With ${connectionsInWords(connections)} it reached ${median.toFixed(3)} of the bare trigger; the goal is ${LEAST_OF_BARE}.`,
		];
	});
}

export const connectionsInWords = (connections: number) =>
	connections === 1 ? '1 connection' : `${connections} connections`;

const ratioTo = (other: MeasuredWay | undefined, way: MeasuredWay): string =>
	other === undefined || other === way ? '' : formatSpread(throughputRatio(way, other));
