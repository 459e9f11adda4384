import { leastSeconds, type Conditions } from './conditions';
import { markdownTable } from '../../written/markdown-table';
import { timesTheLeast } from './goal';
import type { Measurement } from './measurement';

/** What was measured of some ways to phone the same list under the same conditions. */
export interface ListOutcome {
	readonly conditions: Conditions;
	readonly variants: readonly MeasuredVariant[];
}

export interface MeasuredVariant {
	readonly name: string;
	readonly measurement: Measurement;
}

const head = [
	'',
	'whole execution',
	'of the least possible',
	'first request to last answer',
	'calls placed',
	'not placed',
	'placed twice',
	'requests',
	'answered 429',
	'most in flight',
	'ended with',
];

/** A Markdown table: one row for each way, below the least that is possible. */
export function outcomeTable({ conditions, variants }: ListOutcome): string {
	const least = leastSeconds(conditions).toFixed(1);
	const { calls } = conditions;
	return markdownTable(head, [
		['least possible', '', '1.00', `${least} s`, `${calls}`, '0', '0', `${calls}`, '0', '', ''],
		...variants.map(({ name, measurement }) => row(name, measurement, conditions)),
	]);
}

function row(name: string, measurement: Measurement, conditions: Conditions): string[] {
	const counts = [
		measurement.placed,
		measurement.notPlaced,
		measurement.doubles,
		measurement.requests,
		measurement.rateLimited,
		measurement.mostInFlight,
	];
	return [
		name,
		`${measurement.executionSeconds.toFixed(1)} s`,
		// How quickly a part of the list was phoned says nothing.
		timesTheLeast(measurement, conditions)?.toFixed(2) ?? '–',
		`${measurement.requestSeconds.toFixed(1)} s`,
		...counts.map(String),
		[...new Set(measurement.endings)].join(', '),
	];
}
