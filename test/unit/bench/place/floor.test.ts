import { faultsOf, missedBy } from '../../../../bench/measuring/bench';
import {
	floor,
	floorRatio,
	withFieldsRatio,
	type FloorComparison,
} from '../../../../bench/measured/place/floor';
import { floorSection } from '../../../../bench/measured/place/floor-section';
import { node } from './measured';
import { resultOf } from '../result-of';

/** Ratios of 1.1, 1.0 and 1.2, with the changes that a test is about. */
const comparison = (change: Partial<FloorComparison> = {}): FloorComparison => ({
	conditions: { items: 1_000, answerMs: 0, rounds: 3 },
	callCow: node([1_100, 1_000, 1_200]),
	bare: node([1_000, 1_000, 1_000]),
	withFields: node([1_100, 1_250, 1_000]),
	...change,
});

const outcome = (change: Partial<FloorComparison> = {}) => ({ comparisons: [comparison(change)] });

describe('floorRatio', () => {
	it('compares within a round', () => {
		expect(floorRatio(comparison())).toEqual({ median: 1.1, least: 1, most: 1.2 });
		expect(withFieldsRatio(comparison())).toEqual({ median: 1, least: 0.8, most: 1.2 });
	});
});

describe('the table of the floor', () => {
	it('shows all nodes with their spread', () => {
		expect(floor.table(outcome())).toContain(
			'| 1,000 items, immediate answer | 1100 (1000–1200) | 1000 (1000–1000) | 1100 (1000–1250) | 1.10 (1.00–1.20) | 1.00 (0.80–1.20) |',
		);
	});
});

describe('the goal of the floor', () => {
	it('finds none when the goal is met', () => {
		expect(missedBy(floor, outcome())).toEqual([]);
	});

	it('does not round away that the node is slower, which is no fault', () => {
		const slow = outcome({ callCow: node([1_153, 1_153, 1_153]) });

		expect(missedBy(floor, slow)).toEqual([
			'1,000 items, immediate answer: It took 1.153 times as long as the bare caller; the goal is at most 1.15.',
		]);
		expect(faultsOf(floor, slow)).toEqual([]);
	});
});

describe('the faults of the floor', () => {
	it('are calls that one of the nodes did not place once each, and too many in flight', () => {
		const wrong = outcome({
			callCow: node([1_000], { doubles: 1, mostInFlight: [31] }),
			bare: node([1_000], { notPlaced: 2 }),
			withFields: node([1_000], { endings: ['error'] }),
		});

		expect(faultsOf(floor, wrong)).toEqual([
			'1,000 items, immediate answer: The CallCow node placed 1 calls a second time.',
			'1,000 items, immediate answer: The bare caller did not place 2 calls.',
			'1,000 items, immediate answer: An execution with the bare caller with fields ended with "error".',
			'1,000 items, immediate answer: 31 requests were in flight; the limit is 30.',
		]);
	});
});

describe('floorSection', () => {
	it('shows both nodes, and a goal that was missed', () => {
		const markdown = floorSection(
			resultOf(outcome({ callCow: node([2_000, 2_000, 2_000]) })),
		).markdown;

		expect(markdown).toContain('| 1,000 items, immediate answer | 2000 (2000–2000) |');
		expect(markdown).toContain('The goal was missed. 1,000 items, immediate answer: It took 2.000');
		expect(floorSection(resultOf(outcome())).markdown).not.toContain('missed');
	});
});
