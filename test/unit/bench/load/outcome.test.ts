import { outcomeTable, shortcomings } from '../../../../bench/measured/load/outcome';
import { beside } from './loaded';

describe('outcomeTable', () => {
	it('shows this package first, and what it takes of the time of each other, round by round', () => {
		const [own, peer] = outcomeTable(beside(4, 2, 8))
			.split('\n')
			.slice(2);

		expect(own).toBe(
			'| n8n-nodes-callcow 0.1.0 | 2.0 (2.0–2.0) |  | 20.0 (19.0–21.0) | 3 | 61 kB | 480 kB | 560 kB |',
		);
		expect(peer).toBe(
			'| n8n-nodes-other 1.2.3 | 4.0 (2.0–8.0) | 0.50 (0.25–1.00) | 0.0 (0.0–0.0) | 3 | 30 kB | 480 kB | 560 kB |',
		);
	});
});

describe('shortcomings', () => {
	it('has nothing to say when no package loads faster', () => {
		expect(shortcomings(beside(2, 2, 2))).toEqual([]);
		expect(shortcomings(beside(1, 5, 5))).toEqual([]);
	});

	it('names a package that loads faster in the middle of its rounds', () => {
		expect(shortcomings(beside(1.5, 1.5, 9))).toEqual([
			'n8n-nodes-other loads in 1.50 ms, and n8n-nodes-callcow in 2.00 ms; the goal is that no package loads faster.',
		]);
	});
});
