import { loadSection } from '../../../../bench/measured/load/section';
import { resultOf } from '../result-of';
import { beside } from './loaded';

describe('loadSection', () => {
	it('shows the table, and tells when and how it was measured', () => {
		const markdown = loadSection(resultOf(beside(4, 4, 4))).markdown;

		expect(markdown).toMatch(/^## Loading the package\n/);
		expect(markdown).toContain('| n8n-nodes-other 1.2.3 | 4.0 (4.0–4.0) | 0.50 (0.50–0.50) |');
		expect(markdown).toContain('Measured on 2026-01-15: 2 cores (A processor)');
		expect(markdown).toContain('of 3 rounds. Each round is a new process of Node 20.20.2');
	});

	it('says of a missed goal that it is missed', () => {
		expect(loadSection(resultOf(beside(1, 1, 1))).markdown).toContain(
			'The goal was missed. n8n-nodes-other loads in 1.00 ms',
		);
		expect(loadSection(resultOf(beside(4, 4, 4))).markdown).not.toContain('missed');
	});

	it('draws every other package into the chart that it shows', () => {
		const section = loadSection(resultOf(beside(4, 4, 4)));
		const [picture] = section.pictures;

		expect(section.markdown).toContain(`(images/${picture?.file})`);
		expect(picture?.file).toBe('bench-load.svg');
		expect(picture?.svg).toContain('>n8n-nodes-other</text>');
		expect(picture?.svg).toContain('goal: at most 1');
	});
});
