import type { INode, NodeParameterValueType } from 'n8n-workflow';
import { byHand, list, workflowOf } from '../../../test/support/workflow-builder';
import { formatSpread, ratiosOf, type Spread } from '../../measuring/spread';
import { callCowNodeOf } from '../calling-nodes';
import { people, type Person } from '../people';
import {
	comparisonBench,
	runInRounds,
	type Comparison,
	type ComparisonOutcome,
} from './comparison';
import { measuredNode, timeOf } from './measured-node';
import type { NodeRun } from './node-run';
import { runOnce } from './run-once';
import type { Workbench } from './workbench';

/** How many numbers the node has on record, and how many further ones are called at a time. */
export interface GuardConditions {
	/** 0: each round begins with a node that has none. */
	readonly onRecord: number;
	readonly items: number;
	readonly rounds: number;
}

type GuardWay = 'without' | 'guarded';

export type GuardComparison = Comparison<GuardConditions, GuardWay>;
export type GuardsOutcome = ComparisonOutcome<GuardConditions, GuardWay>;

/** Calls with the guard may take so many times the time of calls without, by the median. */
export const MOST_TIMES = 2;

/** The time with the guard, times that without. */
export const timeRatio = ({ guarded, without }: GuardComparison): Spread =>
	ratiosOf(guarded.nodeMs, without.nodeMs);

/** Like `1,000 calls, 20,000 numbers on record`. */
export function labelOf({ onRecord, items }: GuardConditions): string {
	const numbers = onRecord === 0 ? 'no number' : `${onRecord.toLocaleString('en')} numbers`;
	return `${items.toLocaleString('en')} calls, ${numbers} on record`;
}

const ONCE = { callEachNumberAtMostOnce: 'ever' };

/** As many at a time as are put on record before anything is measured. */
const FILLED_AT_ONCE = 2_000;

/** Call Each Number At Most Once beside the same calls without it, in the same n8n. */
export const guards = comparisonBench<GuardConditions, GuardWay>({
	name: 'guards',
	conditions: {
		standard: [
			{ onRecord: 0, items: 1_000, rounds: 5 },
			{ onRecord: 20_000, items: 1_000, rounds: 5 },
		],
		quick: [
			{ onRecord: 0, items: 100, rounds: 2 },
			{ onRecord: 1_000, items: 100, rounds: 2 },
		],
	},
	labelOf,
	ways: { without: 'node without the guard', guarded: 'node with the guard' },

	async compare({ onRecord, items, rounds }, workbench, stage) {
		const ways = [{}, ONCE].map((options) => new Caller(workbench, options, onRecord === 0));
		for (let filled = 0; filled < onRecord; ) {
			const count = Math.min(FILLED_AT_ONCE, onRecord - filled);
			await ways[1]!.call(count);
			filled += count;
			stage.say(`${filled.toLocaleString('en')} numbers on record`);
		}
		const timed = await runInRounds(rounds, ways, async (way) => await way.call(items));
		const [without, guarded] = timed.map((runs) => measuredNode(runs));
		return { without: without!, guarded: guarded! };
	},

	columns: [
		['without, ms', ({ without }) => timeOf(without)],
		['with, ms', ({ guarded }) => timeOf(guarded)],
		['with / without', (comparison) => formatSpread(timeRatio(comparison))],
	],

	goal: {
		ratio: timeRatio,
		mostTimes: MOST_TIMES,
		missed: (times, goal) =>
			`Calls with the guard took ${times} times as long as calls without it; the goal is at most ${goal}.`,
	},
});

let called = 0;

/** Nobody whom any node here has phoned before. */
function newPeople(count: number): Person[] {
	const everybody = people(count, called);
	called += count;
	return everybody;
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
