import {
	conditionsByEffort,
	leastSeconds,
	mostPlacedBySecond,
} from '../../../../bench/measured/rate-limit/conditions';

describe('leastSeconds', () => {
	it.each([
		[300, 60, 3, 243],
		[301, 60, 3, 303],
		[60, 60, 3, 3],
		[61, 60, 3, 63],
		[1, 60, 3, 3],
	])('is, for %i calls with a limit of %i and answers of %i s, %i s', (calls, limit, answer, s) => {
		expect(leastSeconds({ calls, requestsPerMinute: limit, answerSeconds: answer })).toBe(s);
	});
});

describe('mostPlacedBySecond', () => {
	it('climbs by a full window at its first second, and never above the list', () => {
		const placed = mostPlacedBySecond({ calls: 25, requestsPerMinute: 10, answerSeconds: 3 });

		expect([placed[0], placed[59], placed[60], placed[119], placed[120]]).toEqual([
			10, 10, 20, 20, 25,
		]);
		expect(placed).toHaveLength(121);
	});
});

describe('conditionsByEffort', () => {
	it('has less to do for trying the bench', () => {
		expect(conditionsByEffort.quick.calls).toBeLessThan(conditionsByEffort.standard.calls);
	});
});
