import { markdownTable } from '../../written/markdown-table';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Conditions } from './conditions';
import type { NodeRun } from './node-run';

/** What one node came to, round by round. */
export interface MeasuredNode {
	readonly nodeMs: readonly number[];
	readonly executionMs: readonly number[];
	readonly mostInFlight: readonly number[];
	/** Of fresh n8n processes; empty when it was not watched. */
	readonly memoryMegabytes: readonly number[];
	readonly simulatorBusy: readonly number[];
	/** Of all runs together. */
	readonly notPlaced: number;
	readonly doubles: number;
	/** How the executions ended, each way once. */
	readonly endings: readonly string[];
}

/** Both nodes under the same conditions. */
export interface Comparison {
	readonly conditions: Conditions;
	readonly callCow: MeasuredNode;
	readonly httpRequest: MeasuredNode;
}

export interface PlaceOutcome {
	readonly comparisons: readonly Comparison[];
}

/**
 * @param runs those whose time counts
 * @param watched those whose memory counts
 */
export function measuredNode(
	runs: readonly NodeRun[],
	watched: readonly NodeRun[] = [],
): MeasuredNode {
	const all = [...runs, ...watched];
	return {
		nodeMs: runs.map(({ nodeMs }) => nodeMs),
		executionMs: runs.map(({ executionMs }) => executionMs),
		mostInFlight: runs.map(({ mostInFlight }) => mostInFlight),
		memoryMegabytes: watched
			.map(({ memoryMegabytes }) => memoryMegabytes)
			.filter((megabytes) => megabytes !== undefined),
		simulatorBusy: runs.map(({ simulatorBusy }) => simulatorBusy),
		notPlaced: all.reduce((sum, { notPlaced }) => sum + notPlaced, 0),
		doubles: all.reduce((sum, { doubles }) => sum + doubles, 0),
		endings: [...new Set(all.map(({ ending }) => ending))],
	};
}

/** The time of the CallCow node, times that of the HTTP Request node. */
export function timeRatio({ callCow, httpRequest }: Comparison): Spread {
	return ratiosOf(callCow.nodeMs, httpRequest.nodeMs);
}

/** Like `100 items, answer after 50 ms`. */
export function labelOf({ items, answerMs }: Conditions): string {
	const answer = answerMs === 0 ? 'answer at once' : `answer after ${answerMs} ms`;
	return `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}, ${answer}`;
}

/**
 * The largest share of a node's time in which the simulator was busy, like `31 %`; of the longest lists,
 * because in a short run what n8n does before the node weighs more than the node.
 */
export function busiestSimulator({ comparisons }: PlaceOutcome): string {
	const mostItems = Math.max(...comparisons.map(({ conditions }) => conditions.items));
	const shares = comparisons
		.filter(({ conditions }) => conditions.items === mostItems)
		.flatMap(({ callCow, httpRequest }) => [callCow, httpRequest])
		.flatMap(({ simulatorBusy }) => simulatorBusy);
	return `${Math.round(100 * Math.max(...shares))} %`;
}

const head = [
	'',
	'CallCow node, ms',
	'HTTP Request node, ms',
	'CallCow / HTTP Request',
	'most in flight: CallCow',
	'HTTP Request',
	'memory, MB: CallCow',
	'HTTP Request',
];

/** A Markdown table: one row for each of the conditions. */
export function placeTable({ comparisons }: PlaceOutcome): string {
	return markdownTable(
		head,
		comparisons.map((comparison) => {
			const { conditions, callCow, httpRequest } = comparison;
			const nodes = [callCow, httpRequest];
			return [
				labelOf(conditions),
				...nodes.map(({ nodeMs }) => formatSpread(spreadOf(nodeMs), 0)),
				formatSpread(timeRatio(comparison)),
				...nodes.map(({ mostInFlight }) => String(Math.max(...mostInFlight))),
				...nodes.map(({ memoryMegabytes }) =>
					memoryMegabytes.length === 0 ? '–' : formatSpread(spreadOf(memoryMegabytes), 0),
				),
			];
		}),
	);
}
