import { formatSpread, ratiosOf, type Spread } from '../../measuring/spread';
import {
	comparisonBench,
	placeInRounds,
	type Comparison,
	type ComparisonOutcome,
} from './comparison';
import { labelOf, withEachAnswer, type Conditions } from './conditions';
import { measuredNode, timeOf, tooManyInFlight } from './measured-node';
import { settingsForBare } from './workbench';

/** `withFields` is the bare caller with two fields, which n8n evaluates for each item as for the CallCow node. */
type FloorWay = 'callCow' | 'bare' | 'withFields';

export type FloorComparison = Comparison<Conditions, FloorWay>;
export type FloorOutcome = ComparisonOutcome<Conditions, FloorWay>;

/** The CallCow node may take so many times the time of the bare caller, by the median. */
export const MOST_TIMES_THE_FLOOR = 1.15;

/** The time of the CallCow node, times that of the bare caller. */
export const floorRatio = ({ callCow, bare }: FloorComparison): Spread =>
	ratiosOf(callCow.nodeMs, bare.nodeMs);

/** The time of the CallCow node, times that of the bare caller with fields. */
export const withFieldsRatio = ({ callCow, withFields }: FloorComparison): Spread =>
	ratiosOf(callCow.nodeMs, withFields.nodeMs);

/** The operation Place beside a node that does nothing but send: what the CallCow node costs by itself. */
export const floor = comparisonBench<Conditions, FloorWay>({
	name: 'floor',
	settings: settingsForBare,
	// Of lists only, whose time is that of the requests.
	conditions: {
		standard: withEachAnswer({ items: 1_000, rounds: 7 }),
		quick: withEachAnswer({ items: 100, rounds: 2 }),
	},
	labelOf,
	ways: { callCow: 'CallCow node', bare: 'bare caller', withFields: 'bare caller with fields' },

	async compare(conditions, workbench) {
		const timed = await placeInRounds(workbench, ['callCow', 'bare', 'bareWithFields'], conditions);
		const [callCow, bare, withFields] = timed.map((runs) => measuredNode(runs));
		return { callCow: callCow!, bare: bare!, withFields: withFields! };
	},

	columns: [
		['CallCow node, ms', ({ callCow }) => timeOf(callCow)],
		['bare caller, ms', ({ bare }) => timeOf(bare)],
		['with fields, ms', ({ withFields }) => timeOf(withFields)],
		['CallCow / bare', (comparison) => formatSpread(floorRatio(comparison))],
		['CallCow / with fields', (comparison) => formatSpread(withFieldsRatio(comparison))],
	],

	faults: ({ callCow }) => tooManyInFlight(callCow),

	goal: {
		ratio: floorRatio,
		mostTimes: MOST_TIMES_THE_FLOOR,
		missed: (times, goal) =>
			`It took ${times} times as long as the bare caller; the goal is at most ${goal}.`,
	},
});
