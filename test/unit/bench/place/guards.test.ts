import { faultsOf, missedBy } from '../../../../bench/measuring/bench';
import { guards, timeRatio, type GuardComparison } from '../../../../bench/measured/place/guards';
import { guardsSection } from '../../../../bench/measured/place/guards-section';
import { node } from './measured';
import { resultOf } from '../result-of';

const comparison = (change: Partial<GuardComparison> = {}): GuardComparison => ({
	conditions: { onRecord: 20_000, items: 1_000, rounds: 3 },
	without: node([1_000, 1_000, 1_000]),
	guarded: node([1_500, 1_400, 1_600]),
	...change,
});

describe('the goal of the guards', () => {
	it('compares the two ways round by round', () => {
		expect(timeRatio(comparison())).toEqual({ median: 1.5, least: 1.4, most: 1.6 });
	});

	it('is met up to twice the time', () => {
		expect(
			missedBy(guards, { comparisons: [comparison({ guarded: node([2_000, 2_000, 2_000]) })] }),
		).toEqual([]);
		expect(
			missedBy(guards, { comparisons: [comparison({ guarded: node([2_001, 2_001, 2_001]) })] }),
		).toEqual([
			'1,000 calls, 20,000 numbers on record: Calls with the guard took 2.001 times as long as calls without it; the goal is at most 2.00.',
		]);
	});

	it('is nothing that a call placed twice, or not at all, could meet', () => {
		const guarded = node([1_000, 1_000, 1_000], { doubles: 1, notPlaced: 2 });
		expect(faultsOf(guards, { comparisons: [comparison({ guarded })] })).toEqual([
			expect.stringContaining('The node with the guard did not place 2 calls.'),
			expect.stringContaining('The node with the guard placed 1 calls a second time.'),
		]);
	});
});

describe('guardsSection', () => {
	it('shows both ways and the ratio, and whether the goal is missed', () => {
		const met = guardsSection(resultOf({ comparisons: [comparison()] }));
		expect(met.markdown).toContain(
			'| 1,000 calls, 20,000 numbers on record | 1000 (1000–1000) | 1500 (1400–1600) | 1.50 (1.40–1.60) |',
		);
		expect(met.markdown).not.toContain('missed');
		expect(met.pictures[0]!.svg).toContain('>1,000 calls, 20,000 numbers on record</text>');
		const slow = comparison({ guarded: node([3_000, 3_000, 3_000]) });
		expect(guardsSection(resultOf({ comparisons: [slow] })).markdown).toContain(
			'The goal was missed.',
		);
	});
});
