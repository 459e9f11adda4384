import { tableOf } from '../../written/table';
import { formatSpread } from '../../measuring/spread';
import { sized } from './goal';
import {
	bytesOfRow,
	callsASecond,
	grownMost,
	resultsASecond,
	resultsRatio,
	seconds,
	tickRatio,
	type CampaignOutcome,
} from './outcome';

const MOST_GROWN = 4;

/** Three Markdown tables: the whole campaign, early and late ticks, and what grows. */
export function campaignTable(outcome: CampaignOutcome): string {
	return [wholeTable(outcome), growthTable(outcome), grownTable(outcome)].join('\n\n');
}

export function wholeTable({ conditions, whole }: CampaignOutcome): string {
	const { rows, rowsPerTick } = conditions.whole;
	return tableOf(
		[whole],
		[
			['whole campaign', () => `${sized(rows)}, ${rowsPerTick} per tick`],
			// The last one found nobody.
			['tick, s', ({ ticks }) => seconds(ticks.tickMs.filter((_, tick) => ticks.calls[tick]! > 0))],
			['calls per second', ({ ticks }) => callsASecond(ticks).toFixed(1)],
			['results per second', ({ ticks }) => resultsASecond(ticks).toFixed(1)],
			['n8n memory, MB: before', ({ memoryMegabytes }) => String(memoryMegabytes.before)],
			['after', ({ memoryMegabytes }) => String(memoryMegabytes.after)],
		],
	);
}

export function growthTable({ growth }: CampaignOutcome): string {
	const most = (values: readonly number[]) => String(Math.max(...values));
	return tableOf(growth, [
		['early and late ticks', ({ rows }) => sized(rows)],
		['early tick, s', ({ early }) => seconds(early.ticks.tickMs)],
		['late tick, s', ({ late }) => seconds(late.ticks.tickMs)],
		['late / early', (one) => formatSpread(tickRatio(one))],
		['results, late / early', (one) => formatSpread(resultsRatio(one))],
		['tick in the executions, kB: early', ({ early }) => most(early.ticks.storedKilobytes)],
		['late', ({ late }) => most(late.ticks.storedKilobytes)],
		['n8n memory, MB: early', ({ early }) => String(early.memoryMegabytes)],
		['late', ({ late }) => String(late.memoryMegabytes)],
		['done row, bytes', (one) => String(bytesOfRow(one))],
	]);
}

export function grownTable({ growth }: CampaignOutcome): string {
	const grown = growth.flatMap((one) =>
		grownMost(one, MOST_GROWN).map((node) => ({ ...node, rows: one.rows })),
	);
	return tableOf(grown, [
		['what grows most', ({ rows, name }) => `${sized(rows)}: ${name}`],
		['early, ms', ({ earlyMs }) => earlyMs.toFixed(0)],
		['late, ms', ({ lateMs }) => lateMs.toFixed(0)],
	]);
}
