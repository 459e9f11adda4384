import { tableOf } from '../../written/table';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Conditions, Load } from './conditions';
import type { Measurement } from './measurement';

export interface ResumeOutcome {
	readonly conditions: Conditions;
	readonly loads: readonly MeasuredLoad[];
}

/** The rounds of both nodes, in the same order. */
export interface MeasuredLoad {
	readonly load: Load;
	readonly callCow: readonly Measurement[];
	readonly wait: readonly Measurement[];
}

const latencies = (rounds: readonly Measurement[]) =>
	rounds.map(({ latencyMs }) => latencyMs.median);

/** The latency of the CallCow node for each of the Wait node. */
export const latencyRatio = ({ callCow, wait }: MeasuredLoad): Spread =>
	ratiosOf(latencies(callCow), latencies(wait));

/** Like `50 waiting`. */
export const nameOf = ({ waiting }: Load): string => `${waiting} waiting`;

/** A Markdown table: one row for each load. */
export function resumeTable({ loads }: ResumeOutcome): string {
	return tableOf(loads, [
		['', ({ load }) => nameOf(load)],
		['CallCow, median', ({ callCow }) => milliseconds(spreadOf(latencies(callCow)).median)],
		['Wait, median', ({ wait }) => milliseconds(spreadOf(latencies(wait)).median)],
		['CallCow / Wait', (measured) => formatSpread(latencyRatio(measured))],
		['CallCow, maximum', ({ callCow }) => milliseconds(longest(callCow))],
		['Wait, maximum', ({ wait }) => milliseconds(longest(wait))],
		['CallCow, answered', ({ callCow }) => milliseconds(answered(callCow))],
		['Wait, answered', ({ wait }) => milliseconds(answered(wait))],
	]);
}

const longest = (rounds: readonly Measurement[]) =>
	Math.max(...rounds.map(({ latencyMs }) => latencyMs.most));

const answered = (rounds: readonly Measurement[]) =>
	spreadOf(rounds.map(({ answerMs }) => answerMs.median)).median;

const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;
