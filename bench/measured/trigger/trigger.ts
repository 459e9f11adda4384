import type { Bench } from '../../measuring/bench';
import type { Stage } from '../../measuring/stage';
import { beforeTurn, conditionsByEffort, warmUp } from './conditions';
import { measureLoads, type LoadedWay } from './measured-loads';
import { outcomeTable, shortcomings, type TriggerOutcome } from './trigger-outcome';
import { profileWay } from './profile-way';
import { settingsOfBench, targetOf } from './target';
import {
	bareTrigger,
	bareTriggerOfVersion1,
	callCowTriggerNode,
	webhookWithHeaderAuth,
} from './ways';

const ways = [callCowTriggerNode, bareTrigger, webhookWithHeaderAuth, bareTriggerOfVersion1];

/**
 * The CallCow Trigger beside a trigger that checks nothing and the core Webhook node, in the same n8n. A
 * request that is not answered 200, or starts no execution, ends the bench.
 */
export const trigger: Bench<TriggerOutcome> = {
	name: 'trigger',

	async measure(stage, effort) {
		const conditions = conditionsByEffort[effort];
		const loads = await measureLoads(await openWays(stage), conditions, stage);
		const profiles = [];
		for (const way of ways) {
			stage.say(`Profiling: ${way.name} …`);
			profiles.push(await profileWay(way, stage, conditions.profiled));
		}
		return { loads, profiles };
	},

	table: outcomeTable,
	shortcomings,
};

async function openWays({ startN8n }: Stage): Promise<LoadedWay[]> {
	const { client, url, pid } = await startN8n(settingsOfBench);
	const opened: LoadedWay[] = [];
	for (const way of ways) {
		const target = await targetOf(way, { client, webhookUrls: [url], pids: [pid] });
		opened.push({
			name: way.name,
			async load(load) {
				await target.load(beforeTurn);
				return await target.load(load);
			},
		});
	}
	for (const way of opened) await way.load(warmUp);
	return opened;
}
