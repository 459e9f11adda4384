import { faultsOf, missedBy } from '../../../../bench/measuring/bench';
import { labelOf } from '../../../../bench/measured/place/conditions';
import { measuredNode } from '../../../../bench/measured/place/measured-node';
import {
	conditionsByEffort,
	place,
	timeRatio,
	type PlaceComparison,
} from '../../../../bench/measured/place/place';
import { comparison, node, nodeRun } from './measured';

const shortcomings = (...comparisons: PlaceComparison[]) => missedBy(place, { comparisons });
const faults = (...comparisons: PlaceComparison[]) => faultsOf(place, { comparisons });

describe('conditionsByEffort', () => {
	it('measures 1, 100 and 1,000 items with both answers', () => {
		expect(conditionsByEffort.standard).toEqual([
			{ items: 1, answerMs: 0, rounds: 7, memoryRounds: 0 },
			{ items: 1, answerMs: 50, rounds: 7, memoryRounds: 0 },
			{ items: 100, answerMs: 0, rounds: 7, memoryRounds: 0 },
			{ items: 100, answerMs: 50, rounds: 7, memoryRounds: 0 },
			{ items: 1_000, answerMs: 0, rounds: 5, memoryRounds: 3 },
			{ items: 1_000, answerMs: 50, rounds: 5, memoryRounds: 3 },
		]);
	});
});

describe('measuredNode', () => {
	it('keeps each round, and adds up what must not happen in any run', () => {
		const measured = measuredNode(
			[nodeRun({ nodeMs: 900, notPlaced: 1 }), nodeRun({ nodeMs: 950, doubles: 2 })],
			[nodeRun({ nodeMs: 700, notPlaced: 1, memoryMegabytes: 80, ending: 'error' })],
		);

		expect(measured).toEqual({
			nodeMs: [900, 950],
			executionMs: [1_000, 1_000],
			mostInFlight: [30, 30],
			memoryMegabytes: [80],
			simulatorBusy: [0.25, 0.25],
			notPlaced: 2,
			doubles: 2,
			endings: ['success', 'error'],
		});
	});

	it('has no memory when that was not watched', () => {
		expect(measuredNode([nodeRun()]).memoryMegabytes).toEqual([]);
	});
});

describe('timeRatio', () => {
	it('compares within a round', () => {
		expect(timeRatio(comparison())).toEqual({ median: 0.9, least: 0.8, most: 1 });
	});
});

describe('labelOf', () => {
	it.each([
		[1, 0, '1 item, immediate answer'],
		[1_000, 50, '1,000 items, answer after 50 ms'],
	])('names %i items and %i ms', (items, answerMs, label) => {
		expect(labelOf({ items, answerMs, rounds: 5 })).toBe(label);
	});
});

describe('the table', () => {
	it('shows both nodes with their spread, and the most of all rounds in flight', () => {
		const table = place.table({ comparisons: [comparison()] });

		expect(table).toContain(
			'| 1,000 items, answer after 50 ms | 900 (800–1000) | 1000 (1000–1000) | 0.90 (0.80–1.00) | 30 | 612 | – | – |',
		);
	});

	it('shows memory where it was watched', () => {
		const callCow = node([900], { memoryMegabytes: [80, 85, 110] });
		const httpRequest = node([1_000], { memoryMegabytes: [130, 120, 140] });

		expect(place.table({ comparisons: [comparison({ callCow, httpRequest })] })).toMatch(
			/\| 85 \(80–110\) \| 130 \(120–140\) \|$/,
		);
	});
});

describe('the goal', () => {
	it('finds none when the goal is met', () => {
		expect(shortcomings(comparison())).toEqual([]);
	});

	it('does not round away that the CallCow node is slower', () => {
		const callCow = node([1_003, 1_003, 1_003]);

		expect(shortcomings(comparison({ callCow }))).toEqual([
			'1,000 items, answer after 50 ms: It took 1.003 times as long as the HTTP Request node; the goal is at most 1.00.',
		]);
	});

	it('has no goal for the time of a few items', () => {
		const conditions = { items: 1, answerMs: 0, rounds: 3, memoryRounds: 0 };
		const callCow = node([3_000, 3_000, 3_000]);

		expect(shortcomings(comparison({ conditions, callCow }))).toEqual([]);
	});

	it('finds more requests in flight than the CallCow node promises, in any round', () => {
		const callCow = node([900, 900, 900], { mostInFlight: [30, 31, 30] });

		expect(shortcomings(comparison({ callCow }))).toEqual([
			'1,000 items, answer after 50 ms: 31 requests were in flight; the limit is 30.',
		]);
	});

	it('finds calls that were not placed once each, by either node', () => {
		const callCow = node([900, 900, 900], { doubles: 2 });
		const httpRequest = node([1_000, 1_000, 1_000], {
			notPlaced: 3,
			endings: ['success', 'error'],
		});

		expect(shortcomings(comparison({ callCow, httpRequest }))).toEqual([
			'1,000 items, answer after 50 ms: The CallCow node placed 2 calls a second time.',
			'1,000 items, answer after 50 ms: The HTTP Request node did not place 3 calls.',
			'1,000 items, answer after 50 ms: An execution with the HTTP Request node ended with "error".',
		]);
	});
});

describe('the faults', () => {
	it('are what went wrong, not what took long', () => {
		expect(faults(comparison({ callCow: node([5_000, 5_000, 5_000]) }))).toEqual([]);
		expect(faults(comparison({ callCow: node([900, 900, 900], { doubles: 2 }) }))).toEqual([
			'1,000 items, answer after 50 ms: The CallCow node placed 2 calls a second time.',
		]);
	});
});
