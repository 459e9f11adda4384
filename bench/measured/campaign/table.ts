import { markdownTable } from '../../written/markdown-table';
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
	type Growth,
} from './outcome';

const MOST_GROWN = 4;

/** Three Markdown tables: the whole campaign, early and late ticks, and what grows. */
export function campaignTable(outcome: CampaignOutcome): string {
	return [wholeTable(outcome), growthTable(outcome), grownTable(outcome)].join('\n\n');
}

export function wholeTable({ conditions, whole }: CampaignOutcome): string {
	const { ticks, memoryMegabytes } = whole;
	const { rows, rowsPerTick } = conditions.whole;
	// The last one found nobody.
	const busy = ticks.tickMs.filter((_, index) => ticks.calls[index]! > 0);
	return markdownTable(
		[
			'a whole campaign',
			'a tick, s',
			'calls a second',
			'results a second',
			'memory of n8n, MB: before',
			'after',
		],
		[
			[
				`${sized(rows)}, ${rowsPerTick} a tick`,
				seconds(busy),
				callsASecond(ticks).toFixed(1),
				resultsASecond(ticks).toFixed(1),
				String(memoryMegabytes.before),
				String(memoryMegabytes.after),
			],
		],
	);
}

export function growthTable({ growth }: CampaignOutcome): string {
	return markdownTable(
		[
			'early and late in the table',
			'early tick, s',
			'late tick, s',
			'late / early',
			'results, late / early',
			'a tick in the executions, kB: early',
			'late',
			'memory of n8n, MB: early',
			'late',
			'a done row, bytes',
		],
		growth.map((one) => {
			const { rows, early, late } = one;
			return [
				sized(rows),
				seconds(early.ticks.tickMs),
				seconds(late.ticks.tickMs),
				formatSpread(tickRatio(one)),
				formatSpread(resultsRatio(one)),
				String(Math.max(...early.ticks.storedKilobytes)),
				String(Math.max(...late.ticks.storedKilobytes)),
				String(early.memoryMegabytes),
				String(late.memoryMegabytes),
				String(bytesOfRow(one)),
			];
		}),
	);
}

export function grownTable({ growth }: CampaignOutcome): string {
	return markdownTable(
		['what grows most', 'early, ms', 'late, ms'],
		growth.flatMap((one: Growth) =>
			grownMost(one, MOST_GROWN).map(({ name, earlyMs, lateMs }) => [
				`${sized(one.rows)}: ${name}`,
				earlyMs.toFixed(0),
				lateMs.toFixed(0),
			]),
		),
	);
}
