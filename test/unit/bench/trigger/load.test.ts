import { shareOf } from '../../../../bench/measured/trigger/load';
import { measuredWay, type MeasuredSample } from '../../../../bench/measured/trigger/measured-way';

describe('shareOf', () => {
	it.each([
		[1, [[5, 60]]],
		[
			2,
			[
				[3, 30],
				[2, 30],
			],
		],
		[
			3,
			[
				[2, 20],
				[2, 20],
				[1, 20],
			],
		],
	])('shares whole connections and requests among %d', (shares, expected) => {
		const load = { connections: 5, requests: 60 };
		const shared = Array.from({ length: shares }, (_, index) => shareOf(load, shares, index));
		expect(shared.map(({ connections, requests }) => [connections, requests])).toEqual(expected);
	});
});

describe('measuredWay', () => {
	const sample = (ms: number, latenciesMs: number[]): MeasuredSample => ({
		requests: latenciesMs.length,
		ms,
		latenciesMs,
		processorMs: ms / 2,
	});

	it('takes each sample for a round', () => {
		const samples = [sample(1_000, [300, 400, 200]), sample(500, [100, 120])];
		expect(measuredWay('way', samples)).toEqual({
			name: 'way',
			requestsPerSecond: [3, 4],
			processorMs: [166.7, 125],
			medianMs: [300, 100],
			p99Ms: [400, 120],
		});
	});

	it('puts the turns of a round together', () => {
		const fast = sample(1_000, new Array<number>(198).fill(10));
		const slow = sample(3_000, [90, 80]);
		expect(measuredWay('way', [fast, slow, slow, slow], 2)).toEqual({
			name: 'way',
			requestsPerSecond: [50, 0.7],
			processorMs: [10, 750],
			medianMs: [10, 80],
			p99Ms: [10, 90],
		});
	});
});
