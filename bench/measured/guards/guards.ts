import type { INode, NodeParameterValueType } from 'n8n-workflow';
import { byHand, list, workflowOf } from '../../../test/support/workflow-builder';
import type { Bench } from '../../measuring/bench';
import { callCowNodeOf } from '../calling-nodes';
import { measuredNode } from '../place/outcome';
import type { NodeRun } from '../place/node-run';
import { runOnce } from '../place/run-once';
import { openWorkbench, type Workbench } from '../place/workbench';
import { inRounds } from '../../measuring/rounds';
import type { Stage } from '../../measuring/stage';
import { conditionsFor, type Conditions } from './conditions';
import { faults, shortcomings } from './goal';
import { newPeople } from './new-people';
import { guardsTable, labelOf, type GuardComparison, type GuardsOutcome } from './outcome';

const ONCE = { callEachNumberAtMostOnce: 'ever' };

/** As many at a time as are put on record before anything is measured. */
const FILLED_AT_ONCE = 2_000;

/** Call Each Number At Most Once beside the same calls without it, in the same n8n. */
export const guards: Bench<GuardsOutcome> = {
	name: 'guards',

	async measure(stage, effort) {
		const workbench = await openWorkbench(await stage.startN8n(), stage.signal);
		try {
			const comparisons: GuardComparison[] = [];
			for (const conditions of conditionsFor(effort)) {
				comparisons.push(await compare(conditions, workbench, stage));
			}
			return { comparisons };
		} finally {
			await workbench.simulator.close();
		}
	},

	table: guardsTable,

	faults: ({ comparisons }) => comparisons.flatMap(faults),

	shortcomings: ({ comparisons }) => comparisons.flatMap(shortcomings),
};

async function compare(
	conditions: Conditions,
	workbench: Workbench,
	stage: Stage,
): Promise<GuardComparison> {
	stage.say(`${labelOf(conditions)} …`);
	const { onRecord, items, rounds } = conditions;
	const ways = [{}, ONCE].map((options) => new Caller(workbench, options, onRecord === 0));
	for (let filled = 0; filled < onRecord; ) {
		const count = Math.min(FILLED_AT_ONCE, onRecord - filled);
		await ways[1]!.call(count);
		filled += count;
		stage.say(`${filled.toLocaleString('en')} numbers on record`);
	}
	// Once each before anything counts: what is loaded or compiled at first is not what is compared.
	const timed = await inRounds(1 + rounds, ways, async (way) => await way.call(items));
	const [without, guarded] = timed.map((runs) => measuredNode(runs.slice(1)));
	return { conditions, without: without!, guarded: guarded! };
}

/** A node that phones other people each time. */
class Caller {
	private readonly node: INode;
	private workflowId: string | undefined;

	/** @param isNew whether it is a new node each time, which has nobody on record */
	constructor(
		private readonly workbench: Workbench,
		options: NodeParameterValueType,
		private readonly isNew: boolean,
	) {
		const { credential, simulator } = workbench;
		const node = callCowNodeOf({ baseUrl: simulator.baseUrl, credential });
		this.node = { ...node, parameters: { ...node.parameters, options } };
	}

	async call(count: number): Promise<NodeRun> {
		const { client } = this.workbench.n8n;
		const everybody = newPeople(count);
		const workflow = workflowOf('Guards', [byHand(), list(everybody), this.node]);
		if (this.workflowId === undefined || this.isNew) {
			this.workflowId = (await client.createWorkflow(workflow)).id;
		} else {
			await client.updateWorkflow(this.workflowId, workflow);
		}
		const phones = everybody.map(({ phone }) => phone);
		return await runOnce(
			this.workbench,
			{ id: this.workflowId, nodeName: this.node.name, phones },
			0,
		);
	}
}
