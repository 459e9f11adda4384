import type { Account } from '../../../../bench/measured/campaign/account';
import {
	measuredTicks,
	type CampaignOutcome,
	type Growth,
	type MeasuredTable,
} from '../../../../bench/measured/campaign/outcome';
import type { Tick } from '../../../../bench/measured/campaign/tick';

/** One tick that went as it should, with the changes that a test is about. */
export const tick = (change: Partial<Tick> = {}): Tick => ({
	tickMs: 2_000,
	nodeMs: { Call: 500, 'Mark Calling': 400 },
	storedKilobytes: 200,
	called: ['+14155550000', '+14155550001'],
	resultsMs: 1_000,
	ending: 'success',
	...change,
});

export const inOrder: Account = {
	notCalled: 0,
	doubles: 0,
	withoutEnd: 0,
	endings: ['success'],
	failedExecutions: 0,
};

/** A table in which each tick took so long. */
export const table = (
	ticksMs: readonly number[],
	change: Partial<MeasuredTable> = {},
): MeasuredTable => ({
	ticks: measuredTicks(ticksMs.map((tickMs) => tick({ tickMs }))),
	memoryMegabytes: 400,
	bytes: 1_000_000,
	account: inOrder,
	...change,
});

/** Ratios of 1.1, 1.2 and 1.0, with the changes that a test is about. */
export const growth = (change: Partial<Growth> = {}): Growth => ({
	rows: 1_000,
	early: table([1_000, 1_000, 1_000]),
	late: table([1_100, 1_200, 1_000]),
	...change,
});

export const outcome = (change: Partial<CampaignOutcome> = {}): CampaignOutcome => ({
	conditions: {
		whole: { rows: 4, rowsPerTick: 2 },
		sizes: [1_000],
		rowsPerTick: 2,
		rounds: 3,
	},
	whole: {
		ticks: measuredTicks([tick(), tick(), tick({ tickMs: 1_000, called: [], resultsMs: 0 })]),
		memoryMegabytes: { before: 400, after: 450 },
		bytes: 5_000,
		account: inOrder,
	},
	growth: [growth()],
	...change,
});
