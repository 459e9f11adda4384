/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type DataTable, findDataTable } from '../local-n8n/data-tables';
import { CAMPAIGN_TABLE, quickCampaign } from '../test/support/campaign';
import { compareCampaign } from './results';
import { howItFailed, type Played, readExample, script, type Stage, startNode } from './stage';

/** As in the example's list, where nobody of the other parts is phoned. */
const EMMA = '+12025550143';

const tickWithinMs = 60_000;
const resultsWithinMs = 30_000;
const registeredWithinMs = 20_000;

/** What a campaign has come to, and where its table is. */
export interface PlayedCampaign extends Played {
	readonly tablePath: string;
}

/** Imports the campaign and its list of three people, of whom one is busy at first, and calls them all to the end. */
export async function campaign(stage: Stage): Promise<PlayedCampaign> {
	const { client, simulator, say } = stage;
	const example = await readExample('campaign-from-a-table.json');
	// The person who was busy is called again after two seconds instead of two hours, at any time of day.
	const workflow = await client.createWorkflow(
		quickCampaign(example, { minutes_between_attempts: 2 / 60 }),
	);
	say(`\nThe workflow "${workflow.name}" creates its table and gets a list of three people`);
	const failure = await tick(stage, workflow.id);
	const table = await findDataTable(client, CAMPAIGN_TABLE);
	if (failure.length > 0 || table === undefined) {
		return { workflowId: workflow.id, tablePath: '', differences: failure };
	}
	await table.importCsv(await readList());
	await client.activate(workflow.id);
	await client.waitForStaticData(workflow.id, registeredWithinMs);

	simulator.script({ numbers: { [EMMA]: { outcome: 'busy', afterMs: 1_500 } } });
	const first = await tick(stage, workflow.id);
	await untilNobodyIs('calling', table, stage);
	simulator.script({ numbers: {} });
	await delay(2_000, undefined, { signal: stage.signal });
	const second = await tick(stage, workflow.id);
	await untilNobodyIs('calling', table, stage);
	simulator.script(script);

	const rows = await table.rows();
	for (const { name, status, attempts } of rows) {
		say(`  table row ${String(name)}: ${String(status)}, attempt ${String(attempts)}`);
	}
	return {
		workflowId: workflow.id,
		tablePath: table.path,
		differences: [...first, ...second, ...compareCampaign(rows, ['Emma'])],
	};
}

async function tick({ client }: Stage, workflowId: string): Promise<string[]> {
	const id = await client.run(workflowId, startNode);
	return howItFailed(await client.waitForExecution(id, tickWithinMs));
}

async function untilNobodyIs(status: string, table: DataTable, { signal }: Stage): Promise<void> {
	const deadline = Date.now() + resultsWithinMs;
	while (Date.now() < deadline) {
		if ((await table.rows()).every((row) => row.status !== status)) return;
		await delay(250, undefined, { signal });
	}
}

async function readList(): Promise<string> {
	return await readFile(join(__dirname, '..', 'examples', 'campaign-from-a-table.csv'), 'utf8');
}
