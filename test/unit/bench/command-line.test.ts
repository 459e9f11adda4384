import { readCommandLine } from '../../../bench/command-line';

const read = (...args: string[]) => readCommandLine(args, ['pace', 'processes']);

describe('readCommandLine', () => {
	it('runs every bench with the conditions of the documentation', () => {
		expect(read()).toEqual({
			kind: 'run',
			settings: {
				conditions: { calls: 300, requestsPerMinute: 60, answerSeconds: 3 },
				benches: ['pace', 'processes'],
			},
		});
	});

	it('takes other conditions', () => {
		expect(read('--calls', '20', '--limit', '5', '--answer-seconds', '1')).toMatchObject({
			settings: { conditions: { calls: 20, requestsPerMinute: 5, answerSeconds: 1 } },
		});
	});

	it('lets numbers that are given win over the quick ones', () => {
		expect(read('--quick', '--calls', '12')).toMatchObject({
			settings: { conditions: { calls: 12, requestsPerMinute: 10, answerSeconds: 3 } },
		});
	});

	it('runs only the benches that are named', () => {
		expect(read('--only', 'processes')).toMatchObject({ settings: { benches: ['processes'] } });
	});

	it('runs none for the page alone', () => {
		expect(read('--page-only')).toMatchObject({ settings: { benches: [] } });
	});

	it('shows the help whatever else is asked', () => {
		expect(read('--help', '--only', 'speed')).toEqual({ kind: 'help' });
	});

	it.each([
		[['--only', 'speed'], 'There is no bench "speed". Choose of: pace, processes'],
		[['--calls', '0'], '--calls takes a whole number from 1 to 10000, not "0"'],
		[['--limit', 'many'], '--limit takes a whole number from 1 to 10000, not "many"'],
		[['--answer-seconds', '1.5'], '--answer-seconds takes a whole number from 1 to 50, not "1.5"'],
	])('says what is wrong with %j', (args, message) => {
		expect(read(...args)).toEqual({ kind: 'mistaken', message });
	});

	it('refuses an option that does not exist', () => {
		expect(read('--fast')).toMatchObject({ kind: 'mistaken' });
	});
});
