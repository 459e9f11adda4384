import { markdownTable } from '../../written/markdown-table';
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

const head = [
	'',
	'CallCow, median',
	'Wait, median',
	'CallCow / Wait',
	'CallCow, longest',
	'Wait, longest',
	'CallCow, answered',
	'Wait, answered',
];

/** A Markdown table: one row for each load. */
export function resumeTable({ loads }: ResumeOutcome): string {
	return markdownTable(
		head,
		loads.map((measured) => {
			const { load, callCow, wait } = measured;
			return [
				nameOf(load),
				milliseconds(spreadOf(latencies(callCow)).median),
				milliseconds(spreadOf(latencies(wait)).median),
				formatSpread(latencyRatio(measured)),
				milliseconds(longest(callCow)),
				milliseconds(longest(wait)),
				milliseconds(answered(callCow)),
				milliseconds(answered(wait)),
			];
		}),
	);
}

const longest = (rounds: readonly Measurement[]) =>
	Math.max(...rounds.map(({ latencyMs }) => latencyMs.most));

const answered = (rounds: readonly Measurement[]) =>
	spreadOf(rounds.map(({ answerMs }) => answerMs.median)).median;

const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;
