import type { DataTableRow } from '../../../local-n8n/data-tables';
import { residentKilobytes } from '../../../local-n8n/resident-memory';
import type { Bench } from '../../measuring/bench';
import { people } from '../people';
import { inRounds } from '../../measuring/rounds';
import type { Stage } from '../../measuring/stage';
import { accountOf, type Account } from './account';
import { conditionsByEffort, type Conditions } from './conditions';
import { faults, shortcomings } from './goal';
import {
	measuredTicks,
	type CampaignOutcome,
	type Growth,
	type MeasuredTable,
	type WholeCampaign,
} from './outcome';
import { campaignTable } from './table';
import { runTick, type Tick } from './tick';
import {
	bytesOfTable,
	doneRows,
	insertRows,
	openRows,
	openWorkbench,
	type Workbench,
} from './workbench';

/** The example Campaign from a table: from beginning to end, and its ticks early and late. */
export const campaign: Bench<CampaignOutcome> = {
	name: 'campaign',

	async measure(stage, effort) {
		const conditions = conditionsByEffort[effort];
		const whole = await runWhole(conditions, stage);
		const growth: Growth[] = [];
		for (const rows of conditions.sizes) growth.push(await compare(rows, conditions, stage));
		return { conditions, whole, growth };
	},

	table: campaignTable,

	faults,

	shortcomings,
};

async function runWhole({ whole }: Conditions, stage: Stage): Promise<WholeCampaign> {
	const { rows, rowsPerTick } = whole;
	stage.say(`Campaign with ${rows} rows …`);
	const workbench = await openWorkbench(stage, rowsPerTick);
	try {
		await insertRows(workbench.table, openRows(0, rows));
		const before = await memoryMegabytes(workbench);
		const ticks: Tick[] = [];
		// One more than is needed: it must find nobody.
		for (let called = 0; called <= rows; called += rowsPerTick) {
			ticks.push(await runTick(workbench));
		}
		return {
			ticks: measuredTicks(ticks),
			memoryMegabytes: { before, after: await memoryMegabytes(workbench) },
			bytes: await bytesOfTable(workbench),
			account: await account(workbench, 0, rows, ticks),
		};
	} finally {
		await workbench.close();
	}
}

/** A table at the beginning of its campaign, or at the end. */
type Age = 'early' | 'late';

interface Scene {
	readonly workbench: Workbench;
	/** The first tick; it called those before `from` and is not measured. */
	readonly warmUp: Tick;
	/** Where the rows stand that are called next, by the order of people. */
	readonly from: number;
}

async function compare(
	rows: number,
	{ rounds, rowsPerTick }: Conditions,
	stage: Stage,
): Promise<Growth> {
	stage.say(`Early and late ticks of a campaign with ${rows} rows …`);
	const ages: readonly Age[] = ['early', 'late'];
	const opened: Workbench[] = [];
	try {
		const scenes: Scene[] = [];
		for (const age of ages) {
			const workbench = await openWorkbench(stage, rowsPerTick);
			opened.push(workbench);
			scenes.push(await begin(age, workbench, rows, rounds * rowsPerTick, rowsPerTick));
		}
		const measured = await inRounds(
			rounds,
			scenes,
			async ({ workbench }) => await runTick(workbench),
		);
		const [early, late] = await Promise.all(
			scenes.map(async (scene, index) => await measuredTable(scene, measured[index]!, rowsPerTick)),
		);
		return { rows, early: early!, late: late! };
	} finally {
		for (const workbench of opened) await workbench.close();
	}
}

/**
 * Has one tick call the first rows, and then fills the table up: with rows of people who are to be
 * called, or with done ones as that tick has left them, up to those that the rounds need.
 */
async function begin(
	age: Age,
	workbench: Workbench,
	rows: number,
	needed: number,
	rowsPerTick: number,
): Promise<Scene> {
	const { table } = workbench;
	await insertRows(table, openRows(0, rowsPerTick));
	const warmUp = await runTick(workbench);
	const from = age === 'early' ? rowsPerTick : rows - needed;
	if (age === 'late') {
		const [left] = (await table.rows()) as [DataTableRow];
		await insertRows(table, doneRows(left, rowsPerTick, from));
	}
	await insertRows(table, openRows(from, rows));
	return { workbench, warmUp, from };
}

async function measuredTable(
	{ workbench, warmUp, from }: Scene,
	ticks: readonly Tick[],
	rowsPerTick: number,
): Promise<MeasuredTable> {
	return {
		ticks: measuredTicks(ticks),
		memoryMegabytes: await memoryMegabytes(workbench),
		bytes: await bytesOfTable(workbench),
		account: await account(workbench, from, from + ticks.length * rowsPerTick, [warmUp, ...ticks]),
	};
}

async function account(
	{ n8n, table, workflowId }: Workbench,
	from: number,
	to: number,
	ticks: readonly Tick[],
): Promise<Account> {
	const phones = people(to - from, from).map(({ phone }) => phone);
	const failed = await n8n.client.countExecutions({
		workflowId,
		status: ['error', 'crashed', 'canceled'],
	});
	return accountOf(phones, ticks, await table.rows(), failed);
}

const memoryMegabytes = async ({ n8n }: Workbench) =>
	Math.round((await residentKilobytes(n8n.pid)) / 1_024);
