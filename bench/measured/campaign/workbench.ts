/* eslint-disable @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import type { IDataObject } from 'n8n-workflow';
import { findDataTable, type DataTable, type DataTableRow } from '../../../local-n8n/data-tables';
import type { RunningN8n } from '../../../local-n8n/process';
import type { WorkflowDefinition } from '../../../local-n8n/rest-client';
import type { Simulator } from '../../../simulator/server';
import { CAMPAIGN_TABLE, quickCampaign } from '../../../test/support/campaign';
import { readExample, withCredentials } from '../../../test/support/example-workflow';
import { endOfExecution } from '../../measuring/execution-end';
import { people } from '../people';
import { simulateCallCow } from '../simulated-callcow';
import type { Stage } from '../../measuring/stage';

export const BY_HAND = 'When clicking ‘Execute workflow’';
export const TICK_WITHIN_MS = 600_000;

/** n8n takes 16 MB in one request. */
const ROWS_IN_A_REQUEST = 1_000;

/** What n8n has to be started with. */
const settings: Readonly<Record<string, string>> = {
	// Executions are counted: none may be cleared away meanwhile.
	EXECUTIONS_DATA_PRUNE: 'false',
};

/** One n8n in which the campaign is published, and its simulator. Close it at the end. */
export interface Workbench {
	readonly n8n: RunningN8n;
	readonly simulator: Simulator;
	readonly workflowId: string;
	readonly table: DataTable;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
	close(): Promise<void>;
}

/** An n8n of its own: the time of a write depends on all data tables that an n8n has. */
export async function openWorkbench(stage: Stage, rowsPerTick: number): Promise<Workbench> {
	const n8n = await stage.startN8n(settings);
	const { client } = n8n;
	const { simulator, credential } = await simulateCallCow(client);
	try {
		const example = await readExample('campaign-from-a-table.json');
		const { id } = await client.createWorkflow(
			byHandOnly(withCredentials(example, credential), rowsPerTick),
		);
		// Makes the tables.
		const executionId = await client.run(id, BY_HAND);
		await endOfExecution(client, { id: executionId, workflowId: id }, 60_000, stage.signal);
		await client.activate(id);
		await client.waitForStaticData(id, 30_000);
		const table = await findDataTable(client, CAMPAIGN_TABLE);
		if (table === undefined) throw new Error(`There is no table "${CAMPAIGN_TABLE}".`);
		return {
			n8n,
			simulator,
			workflowId: id,
			table,
			signal: stage.signal,
			async close() {
				await n8n.stop();
				await simulator.close();
			},
		};
	} catch (cause) {
		await simulator.close();
		throw cause;
	}
}

/** As the example is, but without its schedule and with time for a tick of any length. */
function byHandOnly(campaign: WorkflowDefinition, rowsPerTick: number): WorkflowDefinition {
	const seconds = TICK_WITHIN_MS / 1_000;
	const quick = quickCampaign(
		campaign,
		{ rows_per_tick: rowsPerTick },
		{ lease: { endsAfter: seconds, askAgainUntil: seconds + 1 } },
	);
	const nodes = quick.nodes.map((node) =>
		node.name === 'Every Minute' ? { ...node, disabled: true } : node,
	);
	return { ...quick, nodes };
}

/** Rows of people who are to be called, each with a number of their own. */
export const openRows = (from: number, to: number): IDataObject[] =>
	people(to - from, from).map(({ phone }) => ({ name: 'Sarah', phone }));

/** What n8n gives each row itself. */
const OF_N8N = ['id', 'createdAt', 'updatedAt'];

/** Rows as the campaign leaves them: one of its own again and again, with another number each time. */
export function doneRows(done: DataTableRow, from: number, to: number): IDataObject[] {
	const left = Object.fromEntries(Object.entries(done).filter(([name]) => !OF_N8N.includes(name)));
	return openRows(from, to).map(({ phone }) => ({ ...left, phone }));
}

export async function insertRows(table: DataTable, rows: readonly IDataObject[]): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_IN_A_REQUEST) {
		await table.insert(rows.slice(from, from + ROWS_IN_A_REQUEST));
	}
}

/** What n8n itself counts against its limit. */
export async function bytesOfTable({ n8n, table }: Workbench): Promise<number> {
	const { dataTables } = await n8n.client.send<{
		dataTables: Record<string, { readonly sizeBytes: number }>;
	}>('GET', '/rest/data-tables-global/limits');
	return dataTables[table.id]?.sizeBytes ?? 0;
}
