import {
	areStandard,
	leastSeconds,
	mostPlacedBySecond,
	quickConditions,
	standardConditions,
} from '../../../bench/rate-limit/conditions';

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

describe('areStandard', () => {
	it('tells the conditions of the documentation from all others', () => {
		expect(areStandard({ ...standardConditions })).toBe(true);
		expect(areStandard(quickConditions)).toBe(false);
		expect(areStandard({ ...standardConditions, answerSeconds: 1 })).toBe(false);
	});
});
