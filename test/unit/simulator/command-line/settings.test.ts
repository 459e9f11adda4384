import { readCommandLine, usage } from '../../../../simulator/command-line/settings';

describe('readCommandLine', () => {
	it('has a default for everything', () => {
		expect(readCommandLine([])).toEqual({
			kind: 'start',
			settings: {
				port: 4010,
				host: '127.0.0.1',
				apiKey: undefined,
				controlToken: undefined,
				script: { outcome: 'answered', afterMs: 2_000, callIdInAnswer: true },
				requestsPerMinute: 60,
				allowPrivateCallbacks: true,
			},
		});
	});

	it('reads every option', () => {
		const args =
			'--port 0 --host 0.0.0.0 --key ck_live_mine --control-token my-own-token-1234 --outcome manual --after 0.5 ' +
			'--requests-per-minute 5 --refuse-private-callbacks';
		expect(readCommandLine(args.split(' '))).toMatchObject({
			settings: {
				port: 0,
				host: '0.0.0.0',
				apiKey: 'ck_live_mine',
				controlToken: expect.stringContaining('my-own-token-1234'),
				script: { outcome: 'manual', afterMs: 500 },
				requestsPerMinute: 5,
				allowPrivateCallbacks: false,
			},
		});
	});

	it('asks for help', () => {
		expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
	});

	it.each([
		['--port=4x', '--port'],
		['--port=70000', '--port'],
		['--port=1.5', '--port'],
		['--after=-1', '--after'],
		['--after=', '--after'],
		['--requests-per-minute=0', '--requests-per-minute'],
		['--outcome=asleep', '--outcome'],
		['--key=secret', '--key'],
		['--control-token=short', '--control-token'],
		['--control-token=with spaces in it', '--control-token'],
		['--prot=1', '--prot'],
		['loose', 'loose'],
	])('names what is wrong with %s', (argument, named) => {
		expect(readCommandLine([argument])).toEqual({
			kind: 'mistaken',
			message: expect.stringContaining(named),
		});
	});
});

describe('usage', () => {
	it.each([
		'--port',
		'--host',
		'--host',
		'--key',
		'--control-token',
		'--outcome',
		'--after',
		'--requests-per-minute',
		'--refuse-private-callbacks',
		'--help',
	])('explains %s', (option) => {
		expect(usage).toContain(`  ${option} `);
	});
});
