import { rotated } from '../../../../bench/measured/load/order';

describe('rotated', () => {
	it('begins at another item in each round, and at the first again after all', () => {
		const orders = [0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''));

		expect(orders).toEqual(['abc', 'bca', 'cab', 'abc']);
	});
});
