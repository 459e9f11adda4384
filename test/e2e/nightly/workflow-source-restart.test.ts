/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nEnvironment } from '../../../local-n8n/environment';
import { installN8n, type Installation } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { findFreePorts } from '../../../local-n8n/ports';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import { runCommand } from '../../../local-n8n/run-command';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { callCowTrigger, end, workflowOf } from '../../support/workflow-builder';

const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const COPY = 'copyOfTheOriginal';
const WITHIN_MS = 30_000;

let folder: string;
let installation: Installation;
let simulator: Simulator;
let n8n: RunningN8n;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-source-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		workflows: [FRONT_DESK],
		script: { default: { outcome: 'answered', afterMs: 100 } },
	});
});

afterAll(async () => {
	await n8n.stop();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

/** As `n8n import:workflow` does it, with everything that an export holds, while n8n is stopped. */
async function importWorkflow(workflow: object): Promise<void> {
	const file = path.join(folder, 'copy.json');
	await writeFile(file, JSON.stringify([workflow]));
	const [port, brokerPort] = (await findFreePorts(2)) as [number, number];
	const { nodeFile, n8nFile } = installation;
	await runCommand(nodeFile, [n8nFile, 'import:workflow', `--input=${file}`], {
		cwd: n8n.userFolder,
		env: n8nEnvironment({ installation, userFolder: n8n.userFolder, port, brokerPort }),
	});
}

async function callReaches(): Promise<number[]> {
	const { call_id } = simulator.startWorkflowCall({
		workflow_id: FRONT_DESK.id,
		recipient_phone: '+14155552671',
	});
	const ofCall = () => simulator.deliveries().filter((one) => one.call_id === call_id);
	await simulator.waitForDelivery((one) => one.call_id === call_id, WITHIN_MS);
	return ofCall().map(({ status }) => status ?? 0);
}

describe('a workflow that starts with the calls of a CallCow workflow', () => {
	it('is registered once through a restart of n8n, and its copy leaves it alone', async () => {
		installation = await installN8n({});
		const tarball = await packTarball({ outDir: folder });
		const userFolder = path.join(folder, 'user-folder');
		n8n = await startN8n({ installation, tarball, userFolder });
		const { port } = n8n;
		await n8n.client.setupOwner();
		const credential = await n8n.client.createCredential({
			name: 'CallCow simulator',
			type: 'callCowApi',
			data: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
		});
		const trigger = callCowTrigger(credential, {
			source: 'workflow',
			workflowId: { __rl: true, mode: 'id', value: FRONT_DESK.id },
		});
		const { id } = await n8n.client.createWorkflow(
			workflowOf('Original', [trigger, end('Result')]),
		);
		await n8n.client.activate(id);
		await n8n.client.waitForPublication(id, WITHIN_MS);
		const registered = simulator.webhooks();
		expect(registered).toHaveLength(1);
		const original = await n8n.client.workflow(id);
		expect(original.staticData).toMatchObject({ global: { callCowWebhooks: expect.anything() } });

		await n8n.stop();
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
		n8n = await startN8n({ installation, userFolder, port });
		await n8n.client.login();

		expect((await n8n.client.publicationStatus(id)).status).toBe('published');
		expect(await callReaches()).toEqual([200]);
		await n8n.client.waitForExecutions(id, 1, WITHIN_MS);
		expect(simulator.webhooks()).toEqual(registered);

		expect((await n8n.client.workflow(COPY)).staticData).toEqual(staticData);
		await n8n.client.activate(COPY);
		await n8n.client.waitForPublication(COPY, WITHIN_MS);
		const [first, second] = simulator.webhooks();
		expect(first).toEqual(registered[0]);
		expect(second!.name).toBe('n8n: Copy of Original');
		expect(new URL(second!.webhook_url).search).not.toBe(new URL(first!.webhook_url).search);

		await n8n.client.deactivate(COPY);
		await n8n.client.waitForPublication(COPY, WITHIN_MS);
		expect(simulator.webhooks()).toEqual(registered);
		expect(await callReaches()).toEqual([200]);
	}, 240_000);
});
