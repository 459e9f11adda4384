/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { usage, variableOf } from '../../../../simulator/command-line/options';
import { readCommandLine } from '../../../../simulator/command-line/settings';

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
				idempotencyWindowMs: 300_000,
				allowPrivateCallbacks: true,
				testNumbers: true,
				recordTo: undefined,
			},
		});
	});

	it('reads every option', () => {
		const args =
			'--port 0 --host 0.0.0.0 --key ck_live_mine --control-token my-own-token-1234 --outcome manual --after 0.5 ' +
			'--requests-per-minute 5 --idempotency-seconds 1.5 --refuse-private-callbacks --no-test-numbers ' +
			'--record calls.jsonl --replay before.jsonl --workflows workflows.json';
		expect(readCommandLine(args.split(' '))).toMatchObject({
			settings: {
				port: 0,
				host: '0.0.0.0',
				apiKey: 'ck_live_mine',
				controlToken: expect.stringContaining('my-own-token-1234'),
				script: { outcome: 'manual', afterMs: 500 },
				requestsPerMinute: 5,
				idempotencyWindowMs: 1_500,
				allowPrivateCallbacks: false,
				testNumbers: false,
				recordTo: 'calls.jsonl',
				replayFrom: 'before.jsonl',
				workflowsFrom: 'workflows.json',
			},
		});
	});

	it('asks for help', () => {
		expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
	});

	it('asks for the version', () => {
		expect(readCommandLine(['--version'])).toEqual({ kind: 'version' });
	});

	it('asks for the test numbers', () => {
		expect(readCommandLine(['--numbers'])).toEqual({ kind: 'numbers' });
	});

	it('takes from the environment what no option says', () => {
		const environment = Object.fromEntries(
			[
				['port', '0'],
				['host', '0.0.0.0'],
				['key', 'ck_live_mine'],
				['control-token', 'my-own-token-1234'],
				['outcome', 'manual'],
				['after', ''],
				['requests-per-minute', '5'],
				['idempotency-seconds', '1'],
				['refuse-private-callbacks', 'true'],
			].map(([name, text]) => [variableOf(name!), text]),
		);
		expect(environment).toHaveProperty('CALLCOW_SIMULATOR_CONTROL_TOKEN');
		expect(readCommandLine(['--requests-per-minute', '7'], environment)).toMatchObject({
			settings: {
				port: 0,
				host: '0.0.0.0',
				apiKey: 'ck_live_mine',
				controlToken: expect.stringContaining('my-own-token-1234'),
				script: { outcome: 'manual', afterMs: 2_000 },
				requestsPerMinute: 7,
				idempotencyWindowMs: 1_000,
				allowPrivateCallbacks: false,
			},
		});
	});

	it.each([
		['CALLCOW_SIMULATOR_PORT', '4x'],
		['CALLCOW_SIMULATOR_KEY', 'secret'],
		['CALLCOW_SIMULATOR_REFUSE_PRIVATE_CALLBACKS', 'maybe'],
	])('names the variable %s that holds %s', (variable, text) => {
		expect(readCommandLine([], { [variable]: text })).toEqual({
			kind: 'mistaken',
			message: expect.stringContaining(variable),
		});
	});

	it('repeats no key and no token in what it says', () => {
		for (const [option, text] of [
			['key', 'not-a-callcow-key'],
			['control-token', 'too short?'],
		]) {
			expect(readCommandLine([`--${option}`, text!])).toEqual({
				kind: 'mistaken',
				message: expect.not.stringContaining(text!),
			});
		}
	});

	it.each([
		['--port=4x', '--port'],
		['--port=70000', '--port'],
		['--port=1.5', '--port'],
		['--after=-1', '--after'],
		['--after=', '--after'],
		['--requests-per-minute=0', '--requests-per-minute'],
		['--idempotency-seconds=-1', '--idempotency-seconds'],
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

const readme = readFileSync(path.join(__dirname, '../../../../simulator/README.md'), 'utf8');

describe('usage', () => {
	it.each([
		'--port',
		'--host',
		'--key',
		'--control-token',
		'--outcome',
		'--after',
		'--requests-per-minute',
		'--idempotency-seconds',
		'--refuse-private-callbacks',
		'--record',
		'--replay',
		'--workflows',
		'--no-test-numbers',
		'--numbers',
		'--version',
		'--help',
	])('explains %s, and so does the README', (option) => {
		expect(usage).toContain(`  ${option} `);
		const named = readme.split('\n').map((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? '');
		expect(named.filter((cell) => new RegExp(`\`${option}[ \`]`).test(cell))).toHaveLength(1);
	});
});
