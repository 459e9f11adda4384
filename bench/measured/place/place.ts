import type { Bench } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import type { Stage } from '../../measuring/stage';
import { conditionsFor, type Conditions } from './conditions';
import { faults, shortcomings } from './goal';
import type { NodeRun } from './node-run';
import { labelOf, measuredNode, placeTable, type Comparison, type PlaceOutcome } from './outcome';
import { runOnce } from './run-once';
import { openWorkbench, storeWorkflow, ways, type Way, type Workbench } from './workbench';

/** The operation Place beside an HTTP Request node that posts the same, in the same n8n. */
export const place: Bench<PlaceOutcome> = {
	name: 'place',

	async measure(stage, effort) {
		const workbench = await openWorkbench(await stage.startN8n(), stage.signal);
		try {
			const comparisons: Comparison[] = [];
			for (const conditions of conditionsFor(effort)) {
				comparisons.push(await compare(conditions, workbench, stage));
			}
			return { comparisons };
		} finally {
			await workbench.simulator.close();
		}
	},

	table: placeTable,

	faults: ({ comparisons }) => comparisons.flatMap(faults),

	shortcomings: ({ comparisons }) => comparisons.flatMap(shortcomings),
};

async function compare(
	conditions: Conditions,
	workbench: Workbench,
	stage: Stage,
): Promise<Comparison> {
	stage.say(`${labelOf(conditions)} …`);
	const { items, answerMs, rounds, memoryRounds } = conditions;
	const workflows = await Promise.all(
		ways.map(async (way) => await storeWorkflow(workbench, way, items)),
	);
	// Once each before anything counts: what is loaded or compiled at first is not what is compared.
	const timed = await inRounds(1 + rounds, workflows, async (workflow) => {
		return await runOnce(workbench, workflow, answerMs);
	});
	const watched = await inRounds(memoryRounds, ways, async (way) => {
		return await runInFreshN8n(way, conditions, stage);
	});
	const [callCow, httpRequest] = timed.map((runs, index) =>
		measuredNode(runs.slice(1), watched[index]),
	);
	return { conditions, callCow: callCow!, httpRequest: httpRequest! };
}

/**
 * Watches the memory of an n8n that has placed one call so far. One that has placed thousands keeps
 * memory for the next ones, and rises no more whatever they take.
 */
async function runInFreshN8n(
	way: Way,
	{ items, answerMs }: Conditions,
	stage: Stage,
): Promise<NodeRun> {
	const n8n = await stage.startN8n();
	const workbench = await openWorkbench(n8n, stage.signal);
	try {
		await runOnce(workbench, await storeWorkflow(workbench, way, 1), answerMs);
		return await runOnce(workbench, await storeWorkflow(workbench, way, items), answerMs, true);
	} finally {
		await workbench.simulator.close();
		await n8n.stop();
	}
}
