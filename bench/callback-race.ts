/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { byHand, callCow, end, workflowOf } from '../test/support/workflow-builder';
import { simulateCallCow } from './measured/simulated-callcow';
import { onStage, type Stage } from './measuring/stage';

/**
 * How many results are lost because they arrive before n8n has stored the waiting execution, by the
 * time that the call takes after CallCow's answer. Real calls take seconds at the least.
 */
const DELAYS_MS = [0, 5, 20, 50, 200];
const TRIES = 20;

async function measure({ startN8n, say }: Stage): Promise<void> {
	const { client } = await startN8n();
	const { simulator, credential } = await simulateCallCow(client);
	try {
		const { id } = await client.createWorkflow(
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
		say('| result after | lost |\n| --- | --- |');
		for (const afterMs of DELAYS_MS) {
			simulator.reset();
			simulator.script({ default: { outcome: 'answered', afterMs } });
			for (let run = 1; run <= TRIES; run++) {
				await client.run(id, 'By hand');
				const count = run;
				await simulator.waitForDelivery(() => simulator.deliveries().length >= count, 30_000);
			}
			const lost = simulator.deliveries().filter(({ status }) => status !== 200).length;
			say(`| ${afterMs} ms | ${lost} of ${simulator.deliveries().length} |`);
		}
	} finally {
		await simulator.close();
	}
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

void onStage(measure, { signal: interrupted.signal, say: console.log });
