import type { Bench } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import type { Stage } from '../../measuring/stage';
import { beforeTurn, conditionsFor, warmUp } from './conditions';
import { measuredWay } from './measured-way';
import { outcomeTable, shortcomings, type TriggerOutcome } from './outcome';
import { profileWay } from './profile-way';
import { settingsOfBench, targetOf } from './target';
import {
	bareTrigger,
	bareTriggerOfVersion1,
	callCowTriggerNode,
	webhookWithHeaderAuth,
} from './ways';

const ways = [callCowTriggerNode, bareTrigger, webhookWithHeaderAuth, bareTriggerOfVersion1];

/** The CallCow Trigger beside a trigger that checks nothing and the core Webhook node, in the same n8n. */
export const trigger: Bench<TriggerOutcome> = {
	name: 'trigger',

	async measure(stage, effort) {
		const conditions = conditionsFor(effort);
		const loads = await measureLoads(stage, conditions);
		const profiles = [];
		for (const way of ways) {
			stage.say(`profile of ${way.name} …`);
			profiles.push(await profileWay(way, stage, conditions.profiled));
		}
		return { loads, profiles };
	},

	table: outcomeTable,
	// A request that is not answered 200, or starts no execution, ends the bench.
	faults: () => [],
	shortcomings,
};

async function measureLoads(
	{ startN8n, say, signal }: Stage,
	{ rounds, turns, loads }: ReturnType<typeof conditionsFor>,
): Promise<TriggerOutcome['loads']> {
	const { client, url, pid } = await startN8n(settingsOfBench);
	const targets = [];
	for (const way of ways)
		targets.push(await targetOf(way, { client, webhookUrls: [url], pids: [pid] }));
	for (const target of targets) await target.load(warmUp);
	const measured = [];
	for (const load of loads) {
		say(`${load.connections} connections …`);
		const results = await inRounds(rounds * turns, targets, async (target) => {
			signal.throwIfAborted();
			await target.load(beforeTurn);
			return await target.load(load);
		});
		measured.push({
			...load,
			ways: ways.map(({ name }, index) => measuredWay(name, results[index]!, turns)),
		});
	}
	return measured;
}
