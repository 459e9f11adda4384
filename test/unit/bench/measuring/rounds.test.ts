import { inRounds, roundByRound } from '../../../../bench/measuring/rounds';

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

describe('roundByRound', () => {
	it('keeps each fact in the order of the rounds, and no other', () => {
		const rounds = [
			{ ms: 2, calls: 1, name: 'first' },
			{ ms: 1, calls: 3, name: 'second' },
		];

		expect(roundByRound(rounds, 'ms', 'calls')).toEqual({ ms: [2, 1], calls: [1, 3] });
	});
});
