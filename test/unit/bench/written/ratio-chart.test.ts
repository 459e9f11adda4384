import { ratioChart } from '../../../../bench/written/ratio-chart';

const spread = (median: number) => ({ median, least: median - 0.02, most: median + 0.02 });

const draw = (goal: { at: number; is: 'atLeast' | 'atMost' }) =>
	ratioChart({
		axis: 'throughput, times that of the other',
		goal,
		ratios: [
			{ label: 'one connection', ratio: spread(0.98) },
			{ label: 'ten connections', ratio: spread(0.9) },
		],
	});

describe('ratioChart', () => {
	it('names every ratio, the axis and the goal', () => {
		const svg = draw({ at: 0.97, is: 'atLeast' });
		for (const text of [
			'one connection',
			'0.98',
			'ten connections',
			'0.90',
			'throughput, times that of the other',
			'goal: at least 0.97',
		]) {
			expect(svg).toContain(text);
		}
	});

	it.each([
		['atLeast', 0.97, 1],
		['atLeast', 0.85, 0],
		['atMost', 0.95, 1],
		['atMost', 1.05, 0],
	] as const)('marks what misses a goal of %s %d', (is, at, missed) => {
		const colours = draw({ at, is }).match(/(?:stroke|fill)="#d55e00"/g) ?? [];
		expect(colours.length > 0 ? 1 : 0).toBe(missed);
	});
});
