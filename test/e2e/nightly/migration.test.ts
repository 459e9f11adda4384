/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { itemsOf } from '../../../local-n8n/execution-items';
import { installN8n } from '../../../local-n8n/install';
import { packageName, packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import type {
	N8nClient,
	StoredCredential,
	StoredWorkflow,
	WorkflowDefinition,
} from '../../../local-n8n/rest-client';
import { runCommand } from '../../../local-n8n/run-command';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { EARLIER_VERSION, packEarlierPackage, standInApi } from '../../support/earlier-package';
import { npmThatAsks, startNpmRegistry, type NpmRegistry } from '../../support/npm-registry';
import { byHand, node, workflowOf } from '../../support/workflow-builder';

const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const SARAH = '+14155552671';
const CREDENTIAL = 'Our CallCow';
const WITHIN_MS = 30_000;
const checkout = path.join(__dirname, '..', '..', '..');

let folder: string;
let simulator: Simulator;
let registry: NpmRegistry;
let running: RunningN8n;
let n8n: N8nClient;
let earlierCredential: StoredCredential;
let version: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-migration-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		workflows: [FRONT_DESK],
		script: { default: { outcome: 'answered', afterMs: 100 } },
	});
	registry = await startNpmRegistry();
	await registry.publish(await packEarlierPackage(folder));
	const installation = await installN8n({});
	running = await startN8n({
		installation,
		env: {
			...standInApi(simulator.baseUrl),
			...(await npmThatAsks(registry, { folder: path.join(folder, 'npm'), installation })),
		},
	});
	n8n = running.client;
	await n8n.setupOwner();
	await n8n.installPackage(packageName);
	earlierCredential = await n8n.createCredential({
		name: CREDENTIAL,
		type: 'callcowApi',
		data: { apiKey: simulator.apiKey },
	});
	version = await registry.publish(await packTarball({ outDir: folder }));
}, 240_000);

afterAll(async () => {
	await running.stop();
	await registry.close();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

/** A workflow of both earlier nodes: one calls by hand, the other hears of all calls. */
async function createEarlierWorkflow(name: string): Promise<string> {
	const workflow_id = { __rl: true, mode: 'id', value: FRONT_DESK.id };
	const credentials = { callcowApi: { id: earlierCredential.id, name: CREDENTIAL } };
	const summary = { id: 's', name: 'summary', value: '={{ $json.call_summary }}', type: 'string' };
	const earlier = (title: string, type: string, parameters: INode['parameters']) =>
		node(title, `${packageName}.${type}`, { workflow_id, ...parameters }, { credentials });
	const call = earlier('Callcow', 'callcow', {
		recipient_phone: SARAH,
		recipient_name: 'Sarah',
		recipient_email: '',
		recipient_context: '',
		idempotency_key: '',
	});
	const reader = node(
		'Read',
		'n8n-nodes-base.set',
		{ assignments: { assignments: [summary] }, options: {} },
		{ typeVersion: 3.4 },
	);
	const { id } = await n8n.createWorkflow(
		workflowOf(name, [byHand(), call], [earlier('Callcow Trigger', 'callcowTrigger', {}), reader]),
	);
	return id;
}

async function publish(id: string): Promise<void> {
	await n8n.activate(id);
	expect((await n8n.waitForPublication(id, WITHIN_MS)).status).toBe('published');
}

async function unpublish(id: string): Promise<void> {
	await n8n.deactivate(id);
	await n8n.waitForPublication(id, WITHIN_MS);
}

const update = async (to?: string) => (await n8n.updatePackage(packageName, to)).installedVersion;

/** What the receiver of a call's result has answered, or several have. */
async function callOfWorkflow(): Promise<Array<number | null | undefined>> {
	const { call_id } = simulator.startWorkflowCall({
		workflow_id: FRONT_DESK.id,
		recipient_phone: SARAH,
	});
	await simulator.waitForDelivery((one) => one.call_id === call_id, WITHIN_MS);
	return simulator
		.deliveries()
		.filter((one) => one.call_id === call_id)
		.map(({ status }) => status);
}

/** As a person does it: a file of the export, and the script. */
async function migrateByScript(workflow: StoredWorkflow): Promise<{
	migrated: WorkflowDefinition;
	report: string;
}> {
	const file = path.join(folder, `${workflow.id}.json`);
	await writeFile(file, JSON.stringify(workflow));
	const { stdout } = await runCommand(
		process.execPath,
		['--import', 'tsx', 'migrate/main.ts', file],
		{ cwd: checkout },
	);
	const text = await readFile(path.join(folder, `${workflow.id}.migrated.json`), 'utf8');
	return { migrated: JSON.parse(text) as WorkflowDefinition, report: stdout };
}

describe('coming from the earlier package', () => {
	it('goes by unpublishing, updating, migrating and publishing', async () => {
		// Unpublished while its own node is there, a workflow has its webhook removed.
		const workflowId = await createEarlierWorkflow('Unpublished first');
		await publish(workflowId);
		expect(simulator.webhooks()).toHaveLength(1);
		expect(await callOfWorkflow()).toEqual([200]);
		await unpublish(workflowId);
		expect(simulator.webhooks()).toEqual([]);

		// The new package is an update of the earlier one.
		const [before] = await n8n.installedPackages();
		expect(before).toMatchObject({
			installedVersion: EARLIER_VERSION,
			updateAvailable: version,
		});
		expect(await update()).toBe(version);
		const [after] = await n8n.installedPackages();
		expect(after).not.toHaveProperty('updateAvailable');
		const names = (await n8n.nodeTypes()).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([`${packageName}.callCow`]));
		expect(names).not.toContain(`${packageName}.callcow`);

		// Workflows and credentials of the earlier nodes are kept; they only do not run.
		const kept = await n8n.workflow(workflowId);
		expect(kept.nodes.map(({ type }) => type)).toContain(`${packageName}.callcow`);
		await expect(n8n.run(workflowId, 'By hand')).rejects.toThrow('Unrecognized node type');
		expect((await n8n.credentials()).map(({ type }) => type)).toContain('callcowApi');

		// n8n takes the migrated workflow in place of the other, and finds the credential by its name.
		const credential = await n8n.createCredential({
			name: CREDENTIAL,
			type: 'callCowApi',
			data: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
		});
		const { migrated, report } = await migrateByScript(kept);
		expect(report).toContain(`if it is named "${CREDENTIAL}"`);
		const { nodes, connections } = migrated;
		await n8n.updateWorkflow(workflowId, { nodes, connections });
		const stored = await n8n.workflow(workflowId);
		expect(stored.nodes.flatMap(({ credentials }) => credentials?.callCowApi ?? [])).toEqual([
			{ id: credential.id, name: CREDENTIAL },
			{ id: credential.id, name: CREDENTIAL },
		]);

		await publish(workflowId);
		expect(simulator.webhooks()).toEqual([
			expect.objectContaining({ workflow_id: FRONT_DESK.id, name: 'n8n: Unpublished first' }),
		]);
		expect(await callOfWorkflow()).toEqual([200]);
		const results = await n8n.waitForExecutions(workflowId, 2, WITHIN_MS);
		const [of1, of2] = results.map((execution) => itemsOf(execution, 'Read'));
		expect(of2).toEqual([{ summary: expect.stringContaining('answered') }]);
		expect(of2).toEqual(of1);

		const placed = await n8n.waitForExecution(await n8n.run(workflowId, 'By hand'), WITHIN_MS);
		expect(itemsOf(placed, 'Callcow')).toEqual([
			expect.objectContaining({ success: true, recipient_phone: SARAH }),
		]);
		await unpublish(workflowId);
		expect(simulator.webhooks()).toEqual([]);
	}, 180_000);

	it('has a way back for whoever forgot to unpublish', async () => {
		expect(await update(EARLIER_VERSION)).toBe(EARLIER_VERSION);
		const forgotten = await createEarlierWorkflow('Forgotten');
		await publish(forgotten);
		await update();
		// The workflow counts as published, and nothing of a call arrives.
		expect((await n8n.workflow(forgotten)).active).toBe(true);
		expect(await callOfWorkflow()).toEqual([400]);
		const { report } = await migrateByScript(await n8n.workflow(forgotten));
		expect(report).toContain(`The ID of the trigger's webhook is ${simulator.webhooks()[0]!.id}`);
		// Nobody can remove the webhook any more: n8n does not know the node.
		await unpublish(forgotten);
		expect(simulator.webhooks()).toHaveLength(1);

		await update(EARLIER_VERSION);
		await publish(forgotten);
		await unpublish(forgotten);
		expect(simulator.webhooks()).toEqual([]);
		await update();
	}, 120_000);
});
