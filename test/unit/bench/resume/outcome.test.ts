import { faults } from '../../../../bench/measured/resume/goal';
import type { Measurement } from '../../../../bench/measured/resume/measurement';
import { resume } from '../../../../bench/measured/resume/resume';
import { missedBy } from '../../../../bench/measuring/bench';
import { resumeTable } from '../../../../bench/measured/resume/outcome';
import { measured, outcomeOf } from './measured';

describe('resumeTable', () => {
	it('has the median, ratio and longest of all rounds', () => {
		expect(resumeTable(outcomeOf([measured(90), measured(120), measured(102)]))).toContain(
			'| 50 waiting | 102.0 ms | 100.0 ms | 1.02 (0.90–1.20) | 130.0 ms | 110.0 ms | 51.0 ms | 50.0 ms |',
		);
	});
});

describe('the goal', () => {
	const missed = (medianMs: number, change: Partial<Measurement> = {}) =>
		missedBy(resume, outcomeOf([measured(100), measured(medianMs, change), measured(medianMs)]));

	it('has nothing to say of what is as fast as the Wait node, or nearly', () => {
		expect(missed(80)).toEqual([]);
		expect(missed(105)).toEqual([]);
	});

	it('names a latency above the goal', () => {
		expect(missed(105.4)).toEqual([
			'50 waiting: The latency was 1.054 times that of the Wait node; the goal is at most 1.05.',
		]);
	});

	it.each<[string, Partial<Measurement>, string]>([
		['refused callbacks', { refused: 3 }, 'With the CallCow node, 3 of 60 callbacks were refused.'],
		['lost results', { lost: 2 }, 'With the CallCow node, 2 of 60 executions did not resume.'],
		[
			'executions that go on twice',
			{ repeated: 1 },
			'With the CallCow node, 1 of 60 executions resumed more than once.',
		],
		[
			'results of others',
			{ mixedUp: 2 },
			'With the CallCow node, 2 of 60 executions resumed with the result of another one.',
		],
	])('names %s', (_, change, sentence) => {
		expect(missed(100, change)).toEqual([`50 waiting: ${sentence}`]);
	});

	it('names what the Wait node does wrong too: its numbers would be no measure', () => {
		const { conditions, loads } = outcomeOf([measured(100), measured(100), measured(100)]);
		const [load] = loads;
		const wait = [measured(100, { lost: 1 }), measured(100), measured(100)];

		expect(missedBy(resume, { conditions, loads: [{ ...load!, wait }] })).toEqual([
			'50 waiting: With the Wait node, 1 of 60 executions did not resume.',
		]);
	});
});

describe('faults', () => {
	it('are what went wrong, not what took long', () => {
		const slow = [measured(900), measured(900), measured(900)] as const;
		expect(faults(outcomeOf([...slow]))).toEqual([]);
		expect(faults(outcomeOf([slow[0], slow[1], measured(900, { lost: 2 })]))).toEqual([
			'50 waiting: With the CallCow node, 2 of 60 executions did not resume.',
		]);
	});
});
