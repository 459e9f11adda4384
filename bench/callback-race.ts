/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from '../local-n8n/install';
import { packTarball } from '../local-n8n/package-tarball';
import { startN8n } from '../local-n8n/process';
import { startSimulator } from '../simulator/server';
import { byHand, callCow, end, workflowOf } from '../test/support/workflow-builder';

/**
 * How many results are lost because they arrive before n8n has stored the waiting execution, by the
 * time that the call takes after CallCow's answer. Real calls take seconds at the least.
 */
const DELAYS_MS = [0, 5, 20, 50, 200];
const TRIES = 20;

async function measure(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-race-'));
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 10_000,
	});
	const installation = await installN8n({ onProgress: console.log });
	const tarball = await packTarball({ outDir: folder });
	const n8n = await startN8n({ installation, tarball, onProgress: console.log });
	try {
		await n8n.client.setupOwner();
		const credential = await n8n.client.createCredential({
			name: 'CallCow simulator',
			type: 'callCowApi',
			data: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
		});
		const { id } = await n8n.client.createWorkflow(
			workflowOf('Race', [
				byHand(),
				callCow(credential, {
					operation: 'placeAndWait',
					prompt: 'Confirm the appointment',
					recipientPhone: '+14155552671',
				}),
				end('Result'),
			]),
		);
		console.log('| result after | lost |\n| --- | --- |');
		for (const afterMs of DELAYS_MS) {
			simulator.reset();
			simulator.script({ default: { outcome: 'answered', afterMs } });
			for (let run = 1; run <= TRIES; run++) {
				await n8n.client.run(id, 'By hand');
				const count = run;
				await simulator.waitForDelivery(() => simulator.deliveries().length >= count, 30_000);
			}
			const lost = simulator.deliveries().filter(({ status }) => status !== 200).length;
			console.log(`| ${afterMs} ms | ${lost} of ${simulator.deliveries().length} |`);
		}
	} finally {
		await n8n.stop();
		await simulator.close();
		await rm(folder, { recursive: true, force: true });
	}
}

void measure();
