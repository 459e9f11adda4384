import { inRounds } from '../../measuring/rounds';
import { formatSpread, ratiosOf, spreadOf, type Spread } from '../../measuring/spread';
import type { Stage } from '../../measuring/stage';
import {
	comparisonBench,
	placeInRounds,
	type Comparison,
	type ComparisonOutcome,
} from './comparison';
import { labelOf, withEachAnswer, type Conditions } from './conditions';
import { measuredNode, timeOf, tooManyInFlight, type MeasuredNode } from './measured-node';
import type { NodeRun } from './node-run';
import { runOnce } from './run-once';
import { openWorkbench, storeWorkflow, type Way } from './workbench';

export interface PlaceConditions extends Conditions {
	/**
	 * In how many rounds memory is looked at, each time in a fresh n8n. With fewer items there are none:
	 * what they take could not be told from chance.
	 */
	readonly memoryRounds: number;
}

/** The nodes that are compared, in the order in which they stand everywhere. */
const ways = ['callCow', 'httpRequest'] as const;

export type PlaceComparison = Comparison<PlaceConditions, (typeof ways)[number]>;
export type PlaceOutcome = ComparisonOutcome<PlaceConditions, (typeof ways)[number]>;

/** The CallCow node may take so many times the time of the HTTP Request node, by the median. */
export const MOST_TIMES = 1;

/** With fewer items the goal does not hold: what happens once for a run weighs more than a call. */
export const ITEMS_FOR_GOAL = 100;

/** The time of the CallCow node, times that of the HTTP Request node. */
export const timeRatio = ({ callCow, httpRequest }: PlaceComparison): Spread =>
	ratiosOf(callCow.nodeMs, httpRequest.nodeMs);

/** More rounds where a run is over soon. */
export const conditionsByEffort = {
	standard: withEachAnswer(
		{ items: 1, rounds: 7, memoryRounds: 0 },
		{ items: 100, rounds: 7, memoryRounds: 0 },
		{ items: 1_000, rounds: 5, memoryRounds: 3 },
	),
	quick: withEachAnswer(
		{ items: 1, rounds: 2, memoryRounds: 0 },
		{ items: 100, rounds: 2, memoryRounds: 1 },
	),
};

/** The operation Place beside an HTTP Request node that posts the same, in the same n8n. */
export const place = comparisonBench<PlaceConditions, (typeof ways)[number]>({
	name: 'place',
	conditions: conditionsByEffort,
	labelOf,
	ways: { callCow: 'CallCow node', httpRequest: 'HTTP Request node' },

	async compare(conditions, workbench, stage) {
		const timed = await placeInRounds(workbench, ways, conditions);
		const watched = await inRounds(
			conditions.memoryRounds,
			ways,
			async (way) => await runInFreshN8n(way, conditions, stage),
		);
		const [callCow, httpRequest] = timed.map((runs, index) => measuredNode(runs, watched[index]));
		return { callCow: callCow!, httpRequest: httpRequest! };
	},

	columns: [
		['CallCow node, ms', ({ callCow }) => timeOf(callCow)],
		['HTTP Request node, ms', ({ httpRequest }) => timeOf(httpRequest)],
		['CallCow / HTTP Request', (comparison) => formatSpread(timeRatio(comparison))],
		['most in flight: CallCow', ({ callCow }) => mostInFlightOf(callCow)],
		['HTTP Request', ({ httpRequest }) => mostInFlightOf(httpRequest)],
		['memory, MB: CallCow', ({ callCow }) => memoryOf(callCow)],
		['HTTP Request', ({ httpRequest }) => memoryOf(httpRequest)],
	],

	faults: ({ callCow }) => tooManyInFlight(callCow),

	goal: {
		ratio: timeRatio,
		mostTimes: MOST_TIMES,
		holdsFor: ({ items }) => items >= ITEMS_FOR_GOAL,
		missed: (times, goal) =>
			`It took ${times} times as long as the HTTP Request node; the goal is at most ${goal}.`,
	},
});

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

const mostInFlightOf = ({ mostInFlight }: MeasuredNode) => String(Math.max(...mostInFlight));

const memoryOf = ({ memoryMegabytes }: MeasuredNode) =>
	memoryMegabytes.length === 0 ? '–' : formatSpread(spreadOf(memoryMegabytes), 0);
