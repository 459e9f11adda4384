import type { Bench } from '../bench';
import { inRounds } from '../rounds';
import type { Stage } from '../stage';
import { conditionsFor, type Conditions } from './conditions';
import { shortcomings } from './goal';
import { labelOf, measuredNode, placeTable, type Comparison, type PlaceOutcome } from './outcome';
import { runOnce } from './run-once';
import { openWorkbench, storeWorkflow, ways, type Workbench } from './workbench';

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

	shortcomings: ({ comparisons }) => comparisons.flatMap(shortcomings),
};

async function compare(
	conditions: Conditions,
	workbench: Workbench,
	{ say }: Stage,
): Promise<Comparison> {
	say(`${labelOf(conditions)} …`);
	const { items, answerMs, rounds } = conditions;
	const workflows = await Promise.all(
		ways.map(async (way) => await storeWorkflow(workbench, way, items)),
	);
	// Once each before anything counts: what is loaded or compiled at first is not what is compared.
	const measured = await inRounds(1 + rounds, workflows, async (workflow) => {
		return await runOnce(workbench, workflow, answerMs);
	});
	const [callCow, httpRequest] = measured.map((runs) => measuredNode(runs.slice(1)));
	return { conditions, callCow: callCow!, httpRequest: httpRequest! };
}
