import { formatSpread, ratiosOf, spreadOf } from '../../../../bench/measuring/spread';

describe('spreadOf', () => {
	it.each([
		[[3], { median: 3, least: 3, most: 3 }],
		[[5, 1, 3], { median: 3, least: 1, most: 5 }],
		[[4, 1, 2, 10], { median: 3, least: 1, most: 10 }],
	])('finds the middle and the ends of %j', (values, spread) => {
		expect(spreadOf(values)).toEqual(spread);
	});

	it('changes nothing in what it is given', () => {
		const values = Object.freeze([2, 1]);
		expect(spreadOf(values).median).toBe(1.5);
	});

	it('refuses to speak of nothing', () => {
		expect(() => spreadOf([])).toThrow(RangeError);
	});
});

describe('ratiosOf', () => {
	it('compares round by round, not the middles', () => {
		// Every round is half of the other's, however slow the round was.
		expect(ratiosOf([1, 10, 100], [2, 20, 200])).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
	});
});

describe('formatSpread', () => {
	it('names the middle and both ends', () => {
		expect(formatSpread({ median: 0.984, least: 0.951, most: 1.02 })).toBe('0.98 (0.95–1.02)');
		expect(formatSpread({ median: 12.34, least: 11, most: 14 }, 1)).toBe('12.3 (11.0–14.0)');
	});
});
