import { roundByRound } from '../../measuring/rounds';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Account } from './account';
import type { Conditions } from './conditions';
import type { Tick } from './tick';

/** Ticks, each with its place in every list. */
export interface MeasuredTicks {
	readonly tickMs: readonly number[];
	readonly resultsMs: readonly number[];
	readonly calls: readonly number[];
	readonly storedKilobytes: readonly number[];
	readonly nodeMs: Readonly<Record<string, readonly number[]>>;
}

/** A campaign from its first row to its last; the last tick found nobody. */
export interface WholeCampaign {
	readonly ticks: MeasuredTicks;
	readonly memoryMegabytes: { readonly before: number; readonly after: number };
	/** Of the table, as n8n counts it. */
	readonly bytes: number;
	readonly account: Account;
}

export interface MeasuredTable {
	readonly ticks: MeasuredTicks;
	readonly memoryMegabytes: number;
	readonly bytes: number;
	readonly account: Account;
}

/** Two tables of the same size, one tick in each of them in every round. */
export interface Growth {
	readonly rows: number;
	readonly early: MeasuredTable;
	readonly late: MeasuredTable;
}

export interface CampaignOutcome {
	readonly conditions: Conditions;
	readonly whole: WholeCampaign;
	readonly growth: readonly Growth[];
}

export function measuredTicks(ticks: readonly Tick[]): MeasuredTicks {
	const names = [...new Set(ticks.flatMap(({ nodeMs }) => Object.keys(nodeMs)))];
	return {
		...roundByRound(ticks, 'tickMs', 'resultsMs', 'storedKilobytes'),
		calls: ticks.map(({ called }) => called.length),
		nodeMs: Object.fromEntries(
			names.map((name) => [name, ticks.map(({ nodeMs }) => nodeMs[name] ?? 0)]),
		),
	};
}

/** The time of a late tick, times that of an early one. */
export const tickRatio = ({ early, late }: Growth): Spread =>
	ratiosOf(late.ticks.tickMs, early.ticks.tickMs);

/** The time until the results of a late tick are written, times that of an early one. */
export const resultsRatio = ({ early, late }: Growth): Spread =>
	ratiosOf(late.ticks.resultsMs, early.ticks.resultsMs);

/** Of all ticks together, results not counted. */
export const callsASecond = ({ tickMs, calls }: MeasuredTicks): number =>
	(1_000 * sum(calls)) / sum(tickMs);

/** With ten on their way at once. */
export const resultsASecond = ({ resultsMs, calls }: MeasuredTicks): number =>
	(1_000 * sum(calls)) / sum(resultsMs);

export const seconds = (milliseconds: readonly number[]): string =>
	formatSpread(spreadOf(milliseconds.map((ms) => ms / 1_000)), 1);

/** What one done row takes in the table. Rows that are open take hardly anything. */
export const bytesOfRow = ({ rows, late }: Growth): number => Math.round(late.bytes / rows);

/** What a node takes early and late in a campaign. */
export interface NodeGrowth {
	readonly name: string;
	readonly earlyMs: number;
	readonly lateMs: number;
}

/** Those of which a late tick's time grew most, the most first. */
export function grownMost({ early, late }: Growth, count: number): NodeGrowth[] {
	return Object.entries(late.ticks.nodeMs)
		.map(([name, ms]) => ({
			name,
			earlyMs: spreadOf(early.ticks.nodeMs[name] ?? [0]).median,
			lateMs: spreadOf(ms).median,
		}))
		.sort((a, b) => b.lateMs - b.earlyMs - (a.lateMs - a.earlyMs))
		.slice(0, count);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
