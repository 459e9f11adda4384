import { resumeSection } from '../../../../bench/measured/resume/section';
import type { Measurement } from '../../../../bench/measured/resume/measurement';
import { resultOf } from '../result-of';
import { measured, outcomeOf } from './measured';

const sectionOf = (callCow: Measurement[]) => resumeSection(resultOf(outcomeOf(callCow)));

const asFast = [measured(100), measured(101), measured(102)];

describe('resumeSection', () => {
	it('tells what was measured, when and where', () => {
		const { markdown } = sectionOf(asFast);

		expect(markdown).toMatch(/^## Resuming with a result\n/);
		expect(markdown).toContain('| 50 waiting | 101.0 ms | 100.0 ms | 1.01 (1.00–1.02) |');
		expect(markdown).toContain('Measured on 2026-01-15: 2 cores (A processor)');
		expect(markdown).toContain('in 3 rounds');
		expect(markdown).toContain(
			'- *50 waiting*: all callbacks were sent at the same time, once per round.',
		);
	});

	it('says of a missed goal that it is missed', () => {
		expect(sectionOf([measured(120), measured(120), measured(120)]).markdown).toContain(
			'The goal was missed. 50 waiting: The latency was 1.200 times',
		);
		expect(sectionOf(asFast).markdown).not.toContain('missed');
	});

	it('draws the ratio of each load, and the goal', () => {
		const { markdown, pictures } = sectionOf(asFast);

		expect(markdown).toContain('(images/bench-resume.svg)');
		expect(pictures.map(({ file }) => file)).toEqual(['bench-resume.svg']);
		expect(pictures[0]!.svg).toContain('>50 waiting</text>');
		expect(pictures[0]!.svg).toContain('>goal: at most 1.05</text>');
	});
});
