import { inRounds } from '../../../../bench/measuring/rounds';

describe('inRounds', () => {
	it('takes the ways in turn, in the opposite order in every other round', async () => {
		const order: string[] = [];
		const measured = await inRounds(3, ['a', 'b'], async (way, round) => {
			order.push(way);
			return `${way}${round}`;
		});
		expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
		expect(measured).toEqual([
			['a0', 'a1', 'a2'],
			['b0', 'b1', 'b2'],
		]);
	});
});
