import { readCommandLine } from '../../../bench/command-line';

const read = (...args: string[]) => readCommandLine(args, ['pace', 'processes']);

describe('readCommandLine', () => {
	it('runs every bench as for the documentation', () => {
		expect(read()).toEqual({
			kind: 'run',
			settings: {
				effort: 'standard',
				benches: ['pace', 'processes'],
			},
		});
	});

	it('tries the benches quickly', () => {
		expect(read('--quick')).toMatchObject({ settings: { effort: 'quick' } });
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

	it.each([[['--only', 'speed'], 'Unknown benchmark "speed". Available: pace, processes']])(
		'says what is wrong with %j',
		(args, message) => {
			expect(read(...args)).toEqual({ kind: 'mistaken', message });
		},
	);

	it('refuses an option that does not exist', () => {
		expect(read('--fast')).toMatchObject({ kind: 'mistaken' });
	});
});
