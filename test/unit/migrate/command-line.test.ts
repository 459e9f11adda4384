import { readCommandLine, usage } from '../../../migrate/command-line';

describe('readCommandLine', () => {
	it.each([
		['calls.json', 'calls.migrated.json'],
		['folder/calls', 'folder/calls.migrated.json'],
		['CALLS.JSON', 'CALLS.migrated.json'],
	])('writes what comes of %s to %s', (input, output) => {
		expect(readCommandLine([input])).toEqual({
			kind: 'start',
			settings: { input, output, force: false },
		});
	});

	it('reads every option', () => {
		expect(readCommandLine(['calls.json', '--output', 'new.json', '--force'])).toEqual({
			kind: 'start',
			settings: { input: 'calls.json', output: 'new.json', force: true },
		});
		expect(readCommandLine(['calls.json', '-o', '-'])).toMatchObject({ settings: { output: '-' } });
	});

	it('asks for help', () => {
		expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
	});

	it.each([
		[[], 'Name one file'],
		[['a.json', 'b.json'], 'Name one file'],
		[['a.json', '--output='], '--output'],
		[['a.json', '--froce'], '--froce'],
	])('names what is wrong with %j', (args, named) => {
		expect(readCommandLine(args)).toEqual({
			kind: 'mistaken',
			message: expect.stringContaining(named),
		});
	});
});

describe('usage', () => {
	it.each(['--output', '--force', '--help'])('explains %s', (option) => {
		expect(usage).toContain(option);
	});
});
