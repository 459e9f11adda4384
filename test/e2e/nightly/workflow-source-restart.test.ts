/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { n8nEnvironment } from '../../../local-n8n/environment';
import { findFreePorts } from '../../../local-n8n/ports';
import { runCommand } from '../../../local-n8n/run-command';
import { versions } from '../../../local-n8n/versions';
import { withOwnN8n } from '../../support/own-n8n';
import { callCowTrigger, end, workflowOf } from '../../support/workflow-builder';

const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const COPY = 'copyOfTheOriginal';
const WITHIN_MS = 30_000;

const stage = withOwnN8n({
	version: versions.n8n,
	workflows: [FRONT_DESK],
	script: { default: { outcome: 'answered', afterMs: 100 } },
});

/** As `n8n import:workflow` does it, with everything that an export holds, while n8n is stopped. */
async function importWorkflow(workflow: object): Promise<void> {
	const file = path.join(stage.server.folder, 'copy.json');
	await writeFile(file, JSON.stringify([workflow]));
	const [port, brokerPort] = (await findFreePorts(2)) as [number, number];
	const { installation, userFolder } = stage.server;
	const { nodeFile, n8nFile } = installation;
	await runCommand(nodeFile, [n8nFile, 'import:workflow', `--input=${file}`], {
		cwd: userFolder,
		env: n8nEnvironment({ installation, userFolder, port, brokerPort }),
	});
}

async function callReaches(): Promise<number[]> {
	const { call_id } = stage.simulator.startWorkflowCall({
		workflow_id: FRONT_DESK.id,
		recipient_phone: '+14155552671',
	});
	const ofCall = () => stage.simulator.deliveries().filter((one) => one.call_id === call_id);
	await stage.simulator.waitForDelivery((one) => one.call_id === call_id, WITHIN_MS);
	return ofCall().map(({ status }) => status ?? 0);
}

describe('a workflow that starts with the calls of a CallCow workflow', () => {
	it('is registered once through a restart of n8n, and its copy leaves it alone', async () => {
		const { server, n8n, simulator } = stage;
		const trigger = callCowTrigger(stage.callCow, {
			source: 'workflow',
			workflowId: { __rl: true, mode: 'id', value: FRONT_DESK.id },
		});
		const { id } = await n8n.createWorkflow(workflowOf('Original', [trigger, end('Result')]));
		await n8n.activate(id);
		await n8n.waitForPublication(id, WITHIN_MS);
		const registered = simulator.webhooks();
		expect(registered).toHaveLength(1);
		const original = await n8n.workflow(id);
		expect(original.staticData).toMatchObject({ global: { callCowWebhooks: expect.anything() } });

		await server.stop();
		const { name, nodes, connections, settings, staticData } = original;
		await importWorkflow({
			id: COPY,
			name: `Copy of ${name}`,
			nodes: nodes.map((node) => ({ ...node, webhookId: `copy-${node.id}` })),
			connections,
			settings,
			staticData,
			active: false,
		});
		await server.startAgain();

		expect((await n8n.publicationStatus(id)).status).toBe('published');
		expect(await callReaches()).toEqual([200]);
		await n8n.waitForExecutions(id, 1, WITHIN_MS);
		expect(simulator.webhooks()).toEqual(registered);

		expect((await n8n.workflow(COPY)).staticData).toEqual(staticData);
		await n8n.activate(COPY);
		await n8n.waitForPublication(COPY, WITHIN_MS);
		const [first, second] = simulator.webhooks();
		expect(first).toEqual(registered[0]);
		expect(second!.name).toBe('n8n: Copy of Original');
		expect(new URL(second!.webhook_url).search).not.toBe(new URL(first!.webhook_url).search);

		await n8n.deactivate(COPY);
		await n8n.waitForPublication(COPY, WITHIN_MS);
		expect(simulator.webhooks()).toEqual(registered);
		expect(await callReaches()).toEqual([200]);
	}, 240_000);
});
