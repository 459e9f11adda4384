import { markdownTable } from '../../written/markdown-table';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Conditions } from './conditions';
import { tooManyInFlight, unequalCalls } from './goal';
import { labelOf, type MeasuredNode } from './outcome';

/** The CallCow node may take so many times the time of the bare caller, by the median. */
export const MOST_TIMES_THE_FLOOR = 1.15;

/** The CallCow node beside one that does nothing but hand the same requests to n8n. */
export interface FloorComparison {
	readonly conditions: Conditions;
	readonly callCow: MeasuredNode;
	readonly bare: MeasuredNode;
	/** The bare caller with two fields, which n8n evaluates for each item as it does for the CallCow node. */
	readonly withFields: MeasuredNode;
}

export interface FloorOutcome {
	readonly comparisons: readonly FloorComparison[];
}

/** The time of the CallCow node, times that of the bare caller. */
export const floorRatio = ({ callCow, bare }: FloorComparison): Spread =>
	ratiosOf(callCow.nodeMs, bare.nodeMs);

/** The time of the CallCow node, times that of the bare caller with fields. */
export const withFieldsRatio = ({ callCow, withFields }: FloorComparison): Spread =>
	ratiosOf(callCow.nodeMs, withFields.nodeMs);

/** A Markdown table: one row for each of the conditions. */
export function floorTable({ comparisons }: FloorOutcome): string {
	return markdownTable(
		[
			'',
			'CallCow node, ms',
			'bare caller, ms',
			'with fields, ms',
			'CallCow / bare',
			'CallCow / with fields',
		],
		comparisons.map((comparison) => {
			const { conditions, callCow, bare, withFields } = comparison;
			return [
				labelOf(conditions),
				...[callCow, bare, withFields].map(({ nodeMs }) => formatSpread(spreadOf(nodeMs), 0)),
				formatSpread(floorRatio(comparison)),
				formatSpread(withFieldsRatio(comparison)),
			];
		}),
	);
}

/** In a sentence each, what went wrong, however long it took. */
export function floorFaults({ comparisons }: FloorOutcome): string[] {
	return comparisons.flatMap(({ conditions, callCow, bare, withFields }) =>
		[
			...unequalCalls('CallCow node', callCow),
			...unequalCalls('bare caller', bare),
			...unequalCalls('bare caller with fields', withFields),
			...tooManyInFlight(callCow),
		].map((fact) => `${labelOf(conditions)}: ${fact}`),
	);
}

/** In a sentence each, what falls short of the goal. */
export function floorShortcomings(outcome: FloorOutcome): string[] {
	const slow = outcome.comparisons
		.map((comparison) => ({ comparison, median: floorRatio(comparison).median }))
		.filter(({ median }) => median > MOST_TIMES_THE_FLOOR)
		.map(
			({ comparison, median }) =>
				`${labelOf(comparison.conditions)}: It took ${median.toFixed(3)} of the bare caller's time; the goal is ${MOST_TIMES_THE_FLOOR.toFixed(2)}.`,
		);
	return [...floorFaults(outcome), ...slow];
}
