/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { itemsOf } from '../../../local-n8n/execution-items';
import { installN8n } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { testedVersion } from '../../support/tested-version';
import { deliver, lastCallback, runUntilWaiting, type Callback } from '../../support/waiting-call';
import { byHand, callCow, end, workflowOf } from '../../support/workflow-builder';

let folder: string;
let simulator: Simulator;
let n8n: RunningN8n;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-restart-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		script: { default: { outcome: 'manual' } },
	});
});

afterAll(async () => {
	await n8n.stop();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

describe('an execution that waits for a call', () => {
	it('survives n8n being stopped and being killed, and goes on with its result', async () => {
		const installation = await installN8n({ version: testedVersion() });
		const tarball = await packTarball({ outDir: folder });
		const userFolder = path.join(folder, 'user-folder');
		n8n = await startN8n({ installation, tarball, userFolder });
		const { port } = n8n;
		// The same port again, as a server has: the resume URL that CallCow got must stay true.
		const start = async () => {
			n8n = await startN8n({ installation, userFolder, port });
			await n8n.client.login();
		};
		await n8n.client.setupOwner();
		const credential = await n8n.client.createCredential({
			name: 'CallCow simulator',
			type: 'callCowApi',
			data: {
				apiKey: simulator.apiKey,
				baseUrl: simulator.baseUrl,
				callbackSecret: '',
				requestsPerMinute: 100_000,
			},
		});
		const { id } = await n8n.client.createWorkflow(
			workflowOf('Wait', [
				byHand(),
				callCow(credential, {
					operation: 'placeAndWait',
					prompt: 'Confirm the appointment',
					recipientPhone: '+14155552671',
				}),
				end('Result'),
			]),
		);
		const waiting: Array<{ executionId: string; callback: Callback }> = [];
		for (let count = 0; count < 3; count++) {
			const executionId = await runUntilWaiting(n8n.client, id);
			waiting.push({ executionId, callback: lastCallback(simulator) });
		}
		const [stopped, killed, unreached] = waiting as [
			(typeof waiting)[0],
			(typeof waiting)[0],
			(typeof waiting)[0],
		];
		const goesOn = async ({ executionId, callback }: (typeof waiting)[0]) => {
			expect((await deliver(callback)).status).toBe(200);
			const execution = await n8n.client.waitForExecution(executionId, 30_000);
			expect(itemsOf(execution, 'Result')).toEqual([
				expect.objectContaining({ outcome: 'answered', call_id: callback.callId }),
			]);
		};

		await n8n.stop();
		// While n8n is down, a result finds nobody; the execution still waits afterwards.
		await expect(deliver(unreached.callback)).rejects.toThrow();
		await start();
		await goesOn(stopped);

		await n8n.kill();
		await start();
		await goesOn(killed);
		expect((await n8n.client.execution(unreached.executionId)).status).toBe('waiting');
		expect(simulator.calls()).toHaveLength(3);
	}, 240_000);
});
