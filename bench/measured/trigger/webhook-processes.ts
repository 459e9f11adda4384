import { startQueueMode } from '../../../local-n8n/queue-mode';
import { findRedis } from '../../../local-n8n/redis';
import type { Bench, Effort } from '../../measuring/bench';
import { warmUp } from './conditions';
import type { Load } from './load';
import { measureLoads, type Loads } from './measured-loads';
import { serverTable, type ServerOutcome } from './server-outcome';
import { settingsOfBench, targetOf } from './target';
import { callCowTriggerNode } from './ways';

const loads: Readonly<Record<Effort, Loads>> = {
	standard: { rounds: 4, loads: [{ connections: 10, requests: 80 }] },
	quick: { rounds: 2, loads: [{ connections: 10, requests: 40 }] },
};

/**
 * The CallCow Trigger in queue mode, its requests at one webhook process or shared by two, in turns. It has
 * no goal: what n8n's processes bring is no merit or fault of the nodes.
 */
export const webhookProcesses: Bench<ServerOutcome> = {
	name: 'webhooks',

	async measure(stage, effort) {
		const { installation, tarball, say } = stage;
		const redis = await findRedis(say);
		const n8n = await startQueueMode({
			installation,
			tarball,
			redis,
			env: settingsOfBench,
			onProgress: say,
		});
		try {
			const second = await n8n.addWebhookProcess();
			const first = n8n.process('webhook');
			const target = await targetOf(callCowTriggerNode, {
				client: n8n.client,
				webhookUrls: [first.url, second.url],
				pids: [first.pid, second.pid],
			});
			await target.load(warmUp);
			const ways = [
				{
					name: 'one webhook process',
					load: async (load: Load) => await target.load(load, [first.url]),
				},
				{ name: 'two webhook processes', load: async (load: Load) => await target.load(load) },
			];
			return { loads: await measureLoads(ways, loads[effort], stage) };
		} finally {
			await n8n.stop();
		}
	},

	table: serverTable,
};
