import { roundByRound } from '../../measuring/rounds';
import { formatSpread, spreadOf } from '../../measuring/spread';
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
		...roundByRound(runs, 'nodeMs', 'executionMs', 'mostInFlight', 'simulatorBusy'),
		memoryMegabytes: watched
			.map(({ memoryMegabytes }) => memoryMegabytes)
			.filter((megabytes) => megabytes !== undefined),
		notPlaced: all.reduce((sum, { notPlaced }) => sum + notPlaced, 0),
		doubles: all.reduce((sum, { doubles }) => sum + doubles, 0),
		endings: [...new Set(all.map(({ ending }) => ending))],
	};
}

/** In milliseconds. */
export const timeOf = ({ nodeMs }: MeasuredNode): string => formatSpread(spreadOf(nodeMs), 0);

/** As the CallCow node promises. */
export const MOST_IN_FLIGHT = 30;

export function tooManyInFlight({ mostInFlight }: MeasuredNode): string[] {
	const most = Math.max(...mostInFlight);
	return most > MOST_IN_FLIGHT
		? [`${most} requests were in flight; the limit is ${MOST_IN_FLIGHT}.`]
		: [];
}

/** Only nodes that have done the same can be compared: each call placed, and once. */
export function unequalCalls(
	node: string,
	{ notPlaced, doubles, endings }: MeasuredNode,
): string[] {
	const failed = endings.find((ending) => ending !== 'success');
	return [
		notPlaced > 0 ? `The ${node} did not place ${notPlaced} calls.` : '',
		doubles > 0 ? `The ${node} placed ${doubles} calls a second time.` : '',
		failed === undefined ? '' : `An execution with the ${node} ended with "${failed}".`,
	].filter(Boolean);
}
