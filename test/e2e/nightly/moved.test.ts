/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { itemsOf } from '../../../local-n8n/execution-items';
import { installN8n } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n, type StartOptions } from '../../../local-n8n/process';
import type { StoredCredential, WorkflowDefinition } from '../../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { registeredUrl } from '../../support/registered-trigger';
import { startSubPathProxy, type SubPathProxy } from '../../support/sub-path-proxy';
import { n8nHas, testedVersion } from '../../support/tested-version';
import { runUntilWaiting } from '../../support/waiting-call';
import { byHand, callCow, callCowTrigger, end, workflowOf } from '../../support/workflow-builder';

const SARAH = '+14155552671';
const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const WITHIN_MS = 30_000;

let folder: string;
let simulator: Simulator;
let proxy: SubPathProxy;
let n8n: RunningN8n;
let start: (env: StartOptions['env']) => Promise<void>;
let credential: StoredCredential;

/** Published once, at an address that nobody uses any more, and never again. */
const workflows = { placing: '', waiting: '', listening: '' };

const publish = async (definition: WorkflowDefinition) => {
	const { id } = await n8n.client.createWorkflow(definition);
	await n8n.client.activate(id);
	await n8n.client.waitForPublication(id, WITHIN_MS);
	return id;
};

/** Makes a call whose result goes to the trigger of the same workflow; the path of the callback URL. */
async function placeAndCollect(): Promise<string> {
	const { placing } = workflows;
	const executions = async () =>
		await n8n.client.countExecutions({ workflowId: placing, status: ['success'] });
	const before = await executions();
	const run = await n8n.client.run(placing, 'By hand');
	expect((await n8n.client.waitForExecution(run, WITHIN_MS)).status).toBe('success');
	const { call_id: callId, callback_url: url } = simulator.calls().at(-1)!;
	expect(await simulator.decide(callId, { outcome: 'answered' })).toMatchObject({ status: 200 });
	// The run itself, and the one that the result has started.
	await n8n.client.waitForCount(
		{ workflowId: placing, status: ['success'] },
		before + 2,
		WITHIN_MS,
	);
	return url!;
}

/** Makes a call whose execution waits for the result; the callback URL. */
async function placeAndWait(): Promise<string> {
	const run = await runUntilWaiting(n8n.client, workflows.waiting);
	const { call_id: callId, callback_url: url } = simulator.calls().at(-1)!;
	expect(await simulator.decide(callId, { outcome: 'answered' })).toMatchObject({ status: 200 });
	const execution = await n8n.client.waitForExecution(run, WITHIN_MS);
	expect(itemsOf(execution, 'Result')).toEqual([
		expect.objectContaining({ outcome: 'answered', call_id: callId }),
	]);
	return url!;
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-moved-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		workflows: [FRONT_DESK],
		script: { default: { outcome: 'manual' } },
	});
	const installation = await installN8n({ version: testedVersion() });
	const tarball = await packTarball({ outDir: folder });
	const userFolder = path.join(folder, 'user-folder');
	n8n = await startN8n({
		installation,
		tarball,
		userFolder,
		env: { N8N_WEBHOOK_URL: 'http://127.0.0.1:9/', WEBHOOK_URL: 'http://127.0.0.1:9/' },
	});
	const { port } = n8n;
	await n8n.client.setupOwner();
	proxy = await startSubPathProxy('/n8n/', port);
	start = async (env) => {
		await n8n.stop();
		n8n = await startN8n({ installation, userFolder, port, env });
		await n8n.client.login();
	};
	credential = await n8n.client.createCredential({
		name: 'CallCow simulator',
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
	});
	const call = { prompt: 'Confirm the appointment', recipientPhone: SARAH };
	workflows.placing = await publish(
		workflowOf(
			'Place and collect',
			[byHand(), callCow(credential, { ...call, resultDestination: 'auto' })],
			[callCowTrigger(credential), end('Result')],
		),
	);
	workflows.waiting = (
		await n8n.client.createWorkflow(
			workflowOf('Wait', [
				byHand(),
				callCow(credential, { ...call, operation: 'placeAndWait' }),
				end('Result'),
			]),
		)
	).id;
	workflows.listening = await publish(
		workflowOf('Calls of the front desk', [
			callCowTrigger(credential, {
				source: 'workflow',
				workflowId: { __rl: true, mode: 'id', value: FRONT_DESK.id },
			}),
			end('Result'),
		]),
	);
	const registered = await registeredUrl(n8n.client, workflows.placing);
	expect(registered).toMatch(/^http:\/\/127\.0\.0\.1:9\/webhook\/[^/]+\/callcow$/);
}, 300_000);

afterAll(async () => {
	await n8n.stop();
	await proxy.close();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

// One after the other: the second goes on where the first has left n8n.
describe('n8n that was moved and started again, its workflows not published again', () => {
	it('gets results below a sub-path, through a proxy that takes it off', async () => {
		// As people write it: without a slash at the end. `WEBHOOK_URL` is for n8n before 2.35.
		const address = proxy.url.slice(0, -1);
		await start({ N8N_WEBHOOK_URL: address, WEBHOOK_URL: address, N8N_PROXY_HOPS: '1' });

		const callback = await placeAndCollect();
		expect(callback.startsWith(`${proxy.url}webhook/`)).toBe(true);
		expect((await placeAndWait()).startsWith(`${proxy.url}webhook-waiting/`)).toBe(true);
		expect(proxy.paths()).toEqual([
			expect.stringMatching(/^\/n8n\/webhook\/[^/]+\/callcow$/),
			expect.stringMatching(/^\/n8n\/webhook-waiting\/\d+$/),
		]);

		// What is registered with CallCow stays as it was, until the workflow is published again.
		const registered = () => simulator.webhooks().map(({ webhook_url: url }) => new URL(url));
		if (n8nHas('quietStart')) {
			expect(registered().map(({ origin }) => origin)).toEqual(['http://127.0.0.1:9']);
		}
		await n8n.client.deactivate(workflows.listening);
		await n8n.client.waitForPublication(workflows.listening, WITHIN_MS);
		await n8n.client.activate(workflows.listening);
		await n8n.client.waitForPublication(workflows.listening, WITHIN_MS);
		expect(registered().map(({ href }) => href)).toEqual([
			expect.stringContaining(`${proxy.url}webhook/`),
		]);
		simulator.script({ default: { outcome: 'answered', afterMs: 100 } });
		simulator.startWorkflowCall({ workflow_id: FRONT_DESK.id, recipient_phone: SARAH });
		await n8n.client.waitForExecutions(workflows.listening, 1, WITHIN_MS);
		simulator.script({ default: { outcome: 'manual' } });
	}, 180_000);

	it('gets results at other names of its endpoints, and out of the sub-path', async () => {
		await start({ N8N_ENDPOINT_WEBHOOK: 'in/calls', N8N_ENDPOINT_WEBHOOK_WAIT: 'in/wait' });
		const callback = await placeAndCollect();
		expect(callback.startsWith(`${n8n.url}/in/calls/`)).toBe(true);
		expect((await placeAndWait()).startsWith(`${n8n.url}/in/wait/`)).toBe(true);
	}, 180_000);
});
