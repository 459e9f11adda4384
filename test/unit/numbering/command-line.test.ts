import { readCommandLine, usage, versionInLockfile } from '../../../numbering/command-line';

describe('readCommandLine', () => {
	it('takes a version, or a lockfile', () => {
		expect(readCommandLine(['1.12.0'])).toEqual({ kind: 'start', from: { version: '1.12.0' } });
		expect(readCommandLine(['--lockfile', 'old.json'])).toEqual({
			kind: 'start',
			from: { lockfile: 'old.json' },
		});
	});

	it('asks for help', () => {
		expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
	});

	it.each([
		[[], 'Name one version'],
		[['1.12.0', '1.13.0'], 'Name one version'],
		[['1.12.0', '--lockfile=a'], 'Name one version'],
		[['^1.12.0'], 'must be exact'],
		[['latest'], 'must be exact'],
		[['1.12.0 || echo'], 'must be exact'],
		[['--lokfile=a'], '--lokfile'],
	])('names what is wrong with %j', (args, named) => {
		expect(readCommandLine(args)).toEqual({
			kind: 'mistaken',
			message: expect.stringContaining(named),
		});
	});
});

describe('versionInLockfile', () => {
	it('is that of libphonenumber-js', () => {
		const packages = {
			'': { version: '2.0.0' },
			'node_modules/libphonenumber-js': { version: '1.2.3' },
		};
		expect(versionInLockfile(JSON.stringify({ packages }))).toBe('1.2.3');
		expect(versionInLockfile('{}')).toBeUndefined();
	});
});

describe('usage', () => {
	it.each(['VERSION', '--lockfile', '--help'])('explains %s', (option) => {
		expect(usage).toContain(`  ${option} `);
	});
});
