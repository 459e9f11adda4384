import type { Bench } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import type { Stage } from '../../measuring/stage';
import { floorConditionsFor, type Conditions } from './conditions';
import {
	floorFaults,
	floorShortcomings,
	floorTable,
	type FloorComparison,
	type FloorOutcome,
} from './floor-outcome';
import { labelOf, measuredNode } from './outcome';
import { runOnce } from './run-once';
import {
	openWorkbench,
	settingsForBare,
	storeWorkflow,
	type Way,
	type Workbench,
} from './workbench';

const ways: readonly Way[] = ['callCow', 'bare', 'bareWithFields'];

/** The operation Place beside a node that does nothing but send: what the CallCow node costs by itself. */
export const floor: Bench<FloorOutcome> = {
	name: 'floor',

	async measure(stage, effort) {
		const workbench = await openWorkbench(await stage.startN8n(settingsForBare), stage.signal);
		try {
			const comparisons: FloorComparison[] = [];
			for (const conditions of floorConditionsFor(effort)) {
				comparisons.push(await compare(conditions, workbench, stage));
			}
			return { comparisons };
		} finally {
			await workbench.simulator.close();
		}
	},

	table: floorTable,

	faults: floorFaults,

	shortcomings: floorShortcomings,
};

async function compare(
	conditions: Conditions,
	workbench: Workbench,
	stage: Stage,
): Promise<FloorComparison> {
	stage.say(`${labelOf(conditions)} …`);
	const { items, answerMs, rounds } = conditions;
	const workflows = await Promise.all(
		ways.map(async (way) => await storeWorkflow(workbench, way, items)),
	);
	// Once each before anything counts: what is loaded or compiled at first is not what is compared.
	const timed = await inRounds(
		1 + rounds,
		workflows,
		async (workflow) => await runOnce(workbench, workflow, answerMs),
	);
	const [callCow, bare, withFields] = timed.map((runs) => measuredNode(runs.slice(1)));
	return { conditions, callCow: callCow!, bare: bare!, withFields: withFields! };
}
