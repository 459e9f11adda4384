import type { Bench, Effort } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import type { Spread } from '../../measuring/spread';
import type { Stage } from '../../measuring/stage';
import { tableOf, type Column } from '../../written/table';
import { unequalCalls, type MeasuredNode } from './measured-node';
import type { Conditions as CallConditions } from './conditions';
import type { NodeRun } from './node-run';
import { runOnce } from './run-once';
import { openWorkbench, storeWorkflow, type Way as CallingWay, type Workbench } from './workbench';

/** Nodes that place the same calls, each in its way, under the same conditions. */
export type Comparison<Conditions, Way extends string> = {
	readonly conditions: Conditions;
} & Readonly<Record<Way, MeasuredNode>>;

export interface ComparisonOutcome<Conditions, Way extends string> {
	readonly comparisons: ReadonlyArray<Comparison<Conditions, Way>>;
}

/** What one bench compares, and how it judges: all that is special to it. */
export interface Contest<Conditions, Way extends string> {
	readonly name: string;
	/** What n8n is started with. */
	readonly settings?: Readonly<Record<string, string>>;
	readonly conditions: Readonly<Record<Effort, readonly Conditions[]>>;
	labelOf(conditions: Conditions): string;
	/** As sentences name them. */
	readonly ways: Readonly<Record<Way, string>>;
	compare(
		conditions: Conditions,
		workbench: Workbench,
		stage: Stage,
	): Promise<Readonly<Record<Way, MeasuredNode>>>;
	/** Of the table, after the conditions. */
	readonly columns: ReadonlyArray<Column<Comparison<Conditions, Way>>>;
	readonly goal: {
		ratio(comparison: Comparison<Conditions, Way>): Spread;
		/** By the median. */
		readonly mostTimes: number;
		/** By default under all conditions. */
		holdsFor?(conditions: Conditions): boolean;
		missed(times: string, goal: string): string;
	};
	/** Beside calls that were not placed once each. */
	faults?(comparison: Comparison<Conditions, Way>): string[];
}

/** Under each of the conditions, all ways in the same n8n; what is compared is the run time of their nodes. */
export function comparisonBench<Conditions, Way extends string>({
	name,
	settings,
	conditions,
	labelOf,
	ways,
	compare,
	columns,
	goal,
	faults = () => [],
}: Contest<Conditions, Way>): Bench<ComparisonOutcome<Conditions, Way>> {
	type Outcome = ComparisonOutcome<Conditions, Way>;
	type Compared = Outcome['comparisons'][number];
	const labelled =
		(facts: (comparison: Compared) => string[]) =>
		({ comparisons }: Outcome) =>
			comparisons.flatMap((comparison) =>
				facts(comparison).map((fact) => `${labelOf(comparison.conditions)}: ${fact}`),
			);
	return {
		name,

		async measure(stage, effort) {
			const workbench = await openWorkbench(await stage.startN8n(settings), stage.signal);
			try {
				const comparisons: Compared[] = [];
				for (const each of conditions[effort]) {
					stage.say(`${labelOf(each)} …`);
					comparisons.push({ conditions: each, ...(await compare(each, workbench, stage)) });
				}
				return { comparisons };
			} finally {
				await workbench.simulator.close();
			}
		},

		table: ({ comparisons }) =>
			tableOf(comparisons, [['', (comparison) => labelOf(comparison.conditions)], ...columns]),

		faults: labelled((comparison) => [
			...(Object.keys(ways) as Way[]).flatMap((way) => unequalCalls(ways[way], comparison[way])),
			...faults(comparison),
		]),

		shortcomings: labelled((comparison) => {
			const { median } = goal.ratio(comparison);
			const isHeld = goal.holdsFor?.(comparison.conditions) ?? true;
			if (!isHeld || median <= goal.mostTimes) return [];
			// Three digits: 1.003 must not look like the 1.00 that it misses.
			return [goal.missed(median.toFixed(3), goal.mostTimes.toFixed(2))];
		}),
	};
}

/** Runs each way once before anything counts: what is loaded or compiled at first is not what is compared. */
export async function runInRounds<Way>(
	rounds: number,
	ways: readonly Way[],
	run: (way: Way) => Promise<NodeRun>,
): Promise<NodeRun[][]> {
	const runs = await inRounds(1 + rounds, ways, run);
	return runs.map((ofOneWay) => ofOneWay.slice(1));
}

/** A list for each of the nodes, which place it again and again. */
export async function placeInRounds(
	workbench: Workbench,
	ways: readonly CallingWay[],
	{ items, answerMs, rounds }: CallConditions,
): Promise<NodeRun[][]> {
	const workflows = await Promise.all(
		ways.map(async (way) => await storeWorkflow(workbench, way, items)),
	);
	return await runInRounds(
		rounds,
		workflows,
		async (workflow) => await runOnce(workbench, workflow, answerMs),
	);
}
