import type { Bench, Effort } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import { warmUp } from '../trigger/conditions';
import type { Load } from '../trigger/load';
import { measuredWay } from '../trigger/measured-way';
import { settingsOfBench, targetOf } from '../trigger/target';
import { callCowTriggerNode } from '../trigger/ways';
import { serverTable, type ServerOutcome } from './outcome';

/** The first one is what the others are compared with. */
const settings: ReadonlyArray<readonly [name: string, env: Readonly<Record<string, string>>]> = [
	['as n8n comes', {}],
	['`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' }],
	['`N8N_EXPRESSION_ENGINE_POOL_SIZE=4`', { N8N_EXPRESSION_ENGINE_POOL_SIZE: '4' }],
	['`N8N_EXPRESSION_ENGINE_POOL_SIZE=10`', { N8N_EXPRESSION_ENGINE_POOL_SIZE: '10' }],
	['`N8N_EXPRESSION_ENGINE_COMPILE_CACHE=true`', { N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' }],
	[
		'both, `LAZY_ACQUIRE` and `COMPILE_CACHE`',
		{ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true', N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' },
	],
];

const conditionsFor = (effort: Effort): { rounds: number; loads: readonly Load[] } =>
	effort === 'standard'
		? {
				rounds: 3,
				loads: [
					{ connections: 1, requests: 30 },
					{ connections: 10, requests: 60 },
				],
			}
		: { rounds: 2, loads: [{ connections: 10, requests: 30 }] };

/** The CallCow Trigger in n8n processes that differ in one setting, which take turns. */
export const serverSettings: Bench<ServerOutcome> = {
	name: 'settings',

	async measure({ startN8n, say, signal }, effort) {
		const { rounds, loads } = conditionsFor(effort);
		const targets = [];
		for (const [name, env] of settings) {
			say(`n8n with ${name} …`);
			const { client, url, pid } = await startN8n({ ...settingsOfBench, ...env });
			const place = { client, webhookUrls: [url], pids: [pid] };
			const target = await targetOf(callCowTriggerNode, place);
			await target.load(warmUp);
			targets.push(target);
		}
		const measured = [];
		for (const load of loads) {
			say(`${load.connections} connections …`);
			const results = await inRounds(rounds, targets, async (target) => {
				signal.throwIfAborted();
				return await target.load(load);
			});
			const ways = settings.map(([name], index) => measuredWay(name, results[index]!));
			measured.push({ ...load, ways });
		}
		return { loads: measured };
	},

	table: serverTable,
	// A request that is not answered 200, or starts no execution, ends the bench.
	faults: () => [],
	// What n8n's settings bring is no merit or fault of the nodes.
	shortcomings: () => [],
};
