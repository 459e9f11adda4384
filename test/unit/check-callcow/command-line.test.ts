import { readCommandLine, usage } from '../../../check-callcow/command-line';
import { DEFAULT_BASE_URL } from '../../../nodes/CallCow/domain/apiAddress';

describe('readCommandLine', () => {
	it('asks CallCow, and for no call, when nothing is said', () => {
		expect(readCommandLine([])).toEqual({ kind: 'start', settings: { baseUrl: DEFAULT_BASE_URL } });
	});

	it('reads every option', () => {
		const args = ['--call', '+1 415 555 2671', '--callback-url', 'https://results.example.com/a'];
		args.push('--findings', 'found.md', '--base-url', 'http://127.0.0.1:4010/api/');
		expect(readCommandLine(args)).toEqual({
			kind: 'start',
			settings: {
				baseUrl: 'http://127.0.0.1:4010/api',
				call: '+14155552671',
				callbackUrl: 'https://results.example.com/a',
				findings: { file: 'found.md', format: 'md' },
			},
		});
		expect(readCommandLine(['--findings', 'found.JSON'])).toMatchObject({
			settings: { findings: { format: 'json' } },
		});
	});

	it('asks for help', () => {
		expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
	});

	it.each([
		[['--call', '4155552671'], '--call must be one number'],
		[['--call', '0014155552671'], '--call must be one number'],
		[['--call', '+999'], '--call must be one number'],
		[['--call', '+14155552671, +14155552672'], '--call must be one number'],
		[['--call', '+19005550123'], 'premium'],
		[['--callback-url', 'https://results.example.com'], 'add --call too'],
		[['--call', '+14155552671', '--callback-url', 'https://localhost/a'], '--callback-url'],
		[['--call', '+14155552671', '--callback-url', 'http://results.example.com'], '--callback-url'],
		[['--findings', 'found.txt'], '--findings'],
		[['--base-url', 'callcow'], '--base-url'],
		[['--base-url', 'http://proxy.example.com/api'], 'https://'],
		[['--base-url', 'https://anna:secret@proxy.example.com'], '--base-url'],
		[['--base-url', 'https://proxy.example.com/?token=secret'], '--base-url'],
		[['--key', 'ck_live_secret'], '--key'],
		[['ck_live_secret'], 'positional'],
	])('names what is wrong with %j', (args, named) => {
		expect(readCommandLine(args)).toEqual({
			kind: 'mistaken',
			message: expect.stringContaining(named),
		});
	});

	it.each([[['--call', '+14155552671x']], [['--base-url', 'https://a:secret@example.com']]])(
		'repeats nothing of what is wrong with %j',
		(args) => {
			const { message } = readCommandLine(args) as { message: string };
			expect(message).not.toMatch(/5552671|secret/);
		},
	);
});

describe('usage', () => {
	it.each(['--call', '--callback-url', '--findings', '--base-url', '--help', 'CALLCOW_API_KEY'])(
		'explains %s',
		(option) => {
			expect(usage).toContain(option);
		},
	);
});
