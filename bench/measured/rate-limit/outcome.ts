import { leastSeconds, type Conditions } from './conditions';
import { tableOf } from '../../written/table';
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

/** A Markdown table: one row for each way, below the least that is possible. */
export function outcomeTable({ conditions, variants }: ListOutcome): string {
	const { calls } = conditions;
	const possible: Row = {
		name: 'theoretical minimum',
		timesTheLeast: 1,
		requestSeconds: leastSeconds(conditions),
		placed: calls,
		notPlaced: 0,
		doubles: 0,
		requests: calls,
		rateLimited: 0,
	};
	const measured = variants.map(
		({ name, measurement }): Row => ({
			name,
			timesTheLeast: timesTheLeast(measurement, conditions),
			...measurement,
		}),
	);
	return tableOf(
		[possible, ...measured],
		[
			['', ({ name }) => name],
			['whole execution', ({ executionSeconds }) => seconds(executionSeconds)],
			// How quickly a part of the list was phoned says nothing.
			['relative to minimum', (row) => row.timesTheLeast?.toFixed(2) ?? '–'],
			['first request to last answer', ({ requestSeconds }) => seconds(requestSeconds)],
			['calls placed', ({ placed }) => count(placed)],
			['not placed', ({ notPlaced }) => count(notPlaced)],
			['placed twice', ({ doubles }) => count(doubles)],
			['requests', ({ requests }) => count(requests)],
			['answered 429', ({ rateLimited }) => count(rateLimited)],
			['most in flight', ({ mostInFlight }) => count(mostInFlight)],
			['ended with', ({ endings }) => [...new Set(endings)].join(', ')],
		],
	);
}

/** Of the least possible, only some of it can be told. */
interface Row extends Partial<Measurement> {
	readonly name: string;
	readonly timesTheLeast: number | undefined;
}

const seconds = (value?: number) => (value === undefined ? '' : `${value.toFixed(1)} s`);
const count = (value?: number) => (value === undefined ? '' : String(value));
