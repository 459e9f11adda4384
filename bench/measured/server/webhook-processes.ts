import { findRedis } from '../../../local-n8n/redis';
import { startQueueMode } from '../../../local-n8n/queue-mode';
import type { Bench, Effort } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import { warmUp } from '../trigger/conditions';
import type { Load } from '../trigger/load';
import { measuredWay } from '../trigger/measured-way';
import { settingsOfBench, targetOf } from '../trigger/target';
import { callCowTriggerNode } from '../trigger/ways';
import { serverTable, type ServerOutcome } from './outcome';

const conditionsFor = (effort: Effort): { rounds: number; load: Load } =>
	effort === 'standard'
		? { rounds: 4, load: { connections: 10, requests: 80 } }
		: { rounds: 2, load: { connections: 10, requests: 40 } };

/** The CallCow Trigger in queue mode, its requests at one webhook process or shared by two, in turns. */
export const webhookProcesses: Bench<ServerOutcome> = {
	name: 'webhooks',

	async measure({ installation, tarball, say, signal }, effort) {
		const { rounds, load } = conditionsFor(effort);
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
			const { client } = n8n;
			const both = { urls: [first.url, second.url], pids: [first.pid, second.pid] };
			const target = await targetOf(callCowTriggerNode, {
				client,
				webhookUrls: both.urls,
				pids: both.pids,
			});
			await target.load(warmUp);
			const ways = [
				{ name: 'one webhook process', at: [first.url] },
				{ name: 'two webhook processes', at: both.urls },
			];
			const results = await inRounds(rounds, ways, async ({ at }) => {
				signal.throwIfAborted();
				return await target.load(load, at);
			});
			return {
				loads: [
					{ ...load, ways: ways.map(({ name }, index) => measuredWay(name, results[index]!)) },
				],
			};
		} finally {
			await n8n.stop();
		}
	},

	table: serverTable,
	// A request that is not answered 200, or starts no execution, ends the bench.
	faults: () => [],
	// What n8n's processes bring is no merit or fault of the nodes.
	shortcomings: () => [],
};
