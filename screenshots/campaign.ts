/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

import { findDataTable } from '../local-n8n/data-tables';
import type { N8nClient, StoredWorkflow, WorkflowDefinition } from '../local-n8n/rest-client';
import type { Simulator } from '../simulator/server';
import { CAMPAIGN_TABLE, DO_NOT_CALL_TABLE, quickCampaign } from '../test/support/campaign';
import { nodeNames } from './workflows';

/** A campaign of which some rows are through, and some not yet. */
export interface ShownCampaign {
	readonly workflow: StoredWorkflow;
	readonly tablePath: string;
}

const runWithinMs = 60_000;

/** Rows for every way in which one can end. */
const rows = [
	{ name: 'Sarah', phone: '+1 (415) 555-0100' },
	{ name: 'Daniel', phone: '+44 20 7946 0958' },
	{ name: 'Emma', phone: '(202) 555-0143' },
	{ name: 'Noah', phone: '+1 415 555 01' },
	{ name: 'Olivia', phone: '+1 415 555 0155' },
	{ name: 'Sarah (work)', phone: '+1 (415) 555-0100' },
	{ name: 'Lucas', phone: '+1 312 555 0171', status: 'stop' },
];

const script = {
	default: { outcome: 'answered', afterMs: 300 },
	numbers: {
		'+14155550100': {
			outcome: 'answered',
			afterMs: 300,
			summary: 'Sarah says that Thursday at 3 pm suits her.',
		},
		'+442079460958': { outcome: 'voicemail', afterMs: 300, summary: 'A message was left.' },
		'+12025550143': { outcome: 'busy', afterMs: 300, summary: 'The line was busy.' },
	},
} as const;

/** Plays the example until the results of its first calls are in the table. */
export async function playCampaign(
	client: N8nClient,
	simulator: Simulator,
	example: WorkflowDefinition,
): Promise<ShownCampaign> {
	const workflow = await client.createWorkflow(quickCampaign(example, {}));
	const tick = async () =>
		await client.waitForExecution(await client.run(workflow.id, nodeNames.start), runWithinMs);
	await tick();
	const table = await findDataTable(client, CAMPAIGN_TABLE);
	const doNotCall = await findDataTable(client, DO_NOT_CALL_TABLE);
	if (table === undefined || doNotCall === undefined) throw new Error('The tables are missing.');
	await table.insert(rows);
	await doNotCall.insert([{ phone: '415 555 0155', note: 'Asked for it on the phone' }]);
	await client.activate(workflow.id);
	await client.waitForStaticData(workflow.id, runWithinMs);

	simulator.script(script);
	await tick();
	for (let waitedMs = 0; waitedMs < runWithinMs; waitedMs += 250) {
		if ((await table.rows()).every(({ status }) => status !== 'calling')) break;
		await delay(250);
	}
	// Out of production: it shall call nobody while the other pictures are taken.
	await client.deactivate(workflow.id);
	return { workflow, tablePath: table.path };
}
