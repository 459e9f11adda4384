import { countCalls } from '../../../../bench/measuring/call-count';

describe('countCalls', () => {
	it('finds nothing where everybody was phoned once, in whatever order', () => {
		expect(countCalls(['a', 'b'], ['b', 'a'])).toEqual({ notPlaced: 0, doubles: 0 });
	});

	it('counts who is missing and who was phoned again apart', () => {
		expect(countCalls(['a', 'b', 'c'], ['a', 'a', 'a'])).toEqual({ notPlaced: 2, doubles: 2 });
	});
});
