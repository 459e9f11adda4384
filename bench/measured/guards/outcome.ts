import { markdownTable } from '../../written/markdown-table';
import type { MeasuredNode } from '../place/outcome';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Conditions } from './conditions';

/** The node with and without the guard under the same conditions. */
export interface GuardComparison {
	readonly conditions: Conditions;
	readonly without: MeasuredNode;
	readonly guarded: MeasuredNode;
}

export interface GuardsOutcome {
	readonly comparisons: readonly GuardComparison[];
}

/** The time with the guard, times that without. */
export const timeRatio = ({ guarded, without }: GuardComparison): Spread =>
	ratiosOf(guarded.nodeMs, without.nodeMs);

/** Like `1,000 calls, 20,000 numbers on record`. */
export function labelOf({ onRecord, items }: Conditions): string {
	const numbers = onRecord === 0 ? 'no number' : `${onRecord.toLocaleString('en')} numbers`;
	return `${items.toLocaleString('en')} calls, ${numbers} on record`;
}

const head = ['', 'without, ms', 'with, ms', 'with / without'];

/** A Markdown table: one row for each of the conditions. */
export function guardsTable({ comparisons }: GuardsOutcome): string {
	return markdownTable(
		head,
		comparisons.map((comparison) => {
			const { conditions, without, guarded } = comparison;
			return [
				labelOf(conditions),
				...[without, guarded].map(({ nodeMs }) => formatSpread(spreadOf(nodeMs), 0)),
				formatSpread(timeRatio(comparison)),
			];
		}),
	);
}
