import type { Bench, Effort } from '../../measuring/bench';
import { warmUp } from './conditions';
import { measureLoads, type LoadedWay, type Loads } from './measured-loads';
import { serverTable, type ServerOutcome } from './server-outcome';
import { settingsOfBench, targetOf } from './target';
import { callCowTriggerNode } from './ways';

/** The first one is what the others are compared with. */
const settings: ReadonlyArray<readonly [name: string, env: Readonly<Record<string, string>>]> = [
	["n8n's defaults", {}],
	['`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`', { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' }],
	['`N8N_EXPRESSION_ENGINE_POOL_SIZE=4`', { N8N_EXPRESSION_ENGINE_POOL_SIZE: '4' }],
	['`N8N_EXPRESSION_ENGINE_POOL_SIZE=10`', { N8N_EXPRESSION_ENGINE_POOL_SIZE: '10' }],
	['`N8N_EXPRESSION_ENGINE_COMPILE_CACHE=true`', { N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' }],
	[
		'both `LAZY_ACQUIRE` and `COMPILE_CACHE`',
		{ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true', N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' },
	],
];

const loads: Readonly<Record<Effort, Loads>> = {
	standard: {
		rounds: 3,
		loads: [
			{ connections: 1, requests: 30 },
			{ connections: 10, requests: 60 },
		],
	},
	quick: { rounds: 2, loads: [{ connections: 10, requests: 30 }] },
};

/**
 * The CallCow Trigger in n8n processes that differ in one setting, which take turns. It has no goal: what
 * n8n's settings bring is no merit or fault of the nodes.
 */
export const serverSettings: Bench<ServerOutcome> = {
	name: 'settings',

	async measure(stage, effort) {
		const ways: LoadedWay[] = [];
		for (const [name, env] of settings) {
			stage.say(`Starting n8n: ${name} …`);
			const { client, url, pid } = await stage.startN8n({ ...settingsOfBench, ...env });
			const place = { client, webhookUrls: [url], pids: [pid] };
			const target = await targetOf(callCowTriggerNode, place);
			await target.load(warmUp);
			ways.push({ name, load: async (load) => await target.load(load) });
		}
		return { loads: await measureLoads(ways, loads[effort], stage) };
	},

	table: serverTable,
};
