/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { parseArgs } from 'node:util';
import { outcomes } from '../outcome';
import { scriptSchema, type Script } from '../plan/script';

export const usage = `Usage: npm run simulator -- [options]

The CallCow API on this machine: nobody is phoned.

  --port N                     port to listen on (default 4010; 0 takes any free one)
  --host ADDRESS               address to listen on (default 127.0.0.1: this machine only)
  --key KEY                    API key to accept, beginning with ck_live_
  --control-token TOKEN        what control requests have to show, at least 16 characters
                               (default: a new one each time)
  --outcome OUTCOME            how calls end: ${outcomes.join(', ')},
                               or manual: they go on until they are decided (default answered)
  --after SECONDS              how long calls last (default 2)
  --requests-per-minute N      pace above which 429 is answered (default 60)
  --refuse-private-callbacks   refuse callback URLs that CallCow could not reach, such as
                               http://localhost:5678 (accepted by default)
  --help                       this text
`;

export interface Settings {
	readonly port: number;
	readonly host: string;
	readonly apiKey: string | undefined;
	readonly controlToken: string | undefined;
	readonly script: Script;
	readonly requestsPerMinute: number;
	readonly allowPrivateCallbacks: boolean;
}

export type CommandLine =
	| { kind: 'start'; settings: Settings }
	| { kind: 'help' }
	| { kind: 'mistaken'; message: string };

/** Reads the arguments that follow `npm run simulator --`. */
export function readCommandLine(args: string[]): CommandLine {
	try {
		const { values } = parseArgs({
			args,
			options: {
				port: { type: 'string', default: '4010' },
				host: { type: 'string', default: '127.0.0.1' },
				key: { type: 'string' },
				'control-token': { type: 'string' },
				outcome: { type: 'string', default: 'answered' },
				after: { type: 'string', default: '2' },
				'requests-per-minute': { type: 'string', default: '60' },
				'refuse-private-callbacks': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) return { kind: 'help' };
		if (values.key !== undefined && !values.key.startsWith('ck_live_')) {
			throw new Mistake('--key must begin with ck_live_');
		}
		const controlToken = values['control-token'];
		if (controlToken !== undefined && !/^[\w.~-]{16,}$/.test(controlToken)) {
			throw new Mistake('--control-token must be at least 16 letters, digits or any of . _ ~ -');
		}
		return {
			kind: 'start',
			settings: {
				port: numberOf('--port', values.port, { whole: true, least: 0, most: 65_535 }),
				host: values.host,
				apiKey: values.key,
				controlToken,
				script: scriptSchema.parse({
					outcome: outcomeOf(values.outcome),
					afterMs: Math.round(numberOf('--after', values.after, { least: 0 }) * 1_000),
				}),
				requestsPerMinute: numberOf('--requests-per-minute', values['requests-per-minute'], {
					whole: true,
					least: 1,
				}),
				allowPrivateCallbacks: !values['refuse-private-callbacks'],
			},
		};
	} catch (error) {
		if (isMistake(error)) return { kind: 'mistaken', message: error.message };
		throw error;
	}
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

function numberOf(
	option: string,
	text: string,
	{ whole = false, least, most = Infinity }: { whole?: boolean; least: number; most?: number },
): number {
	const value = text.trim() === '' ? NaN : Number(text);
	const fits = Number.isFinite(value) && value >= least && value <= most;
	if (fits && (!whole || Number.isInteger(value))) return value;
	const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
	throw new Mistake(`${option} must be a ${whole ? 'whole ' : ''}number ${range}, not "${text}"`);
}

function outcomeOf(text: string): Script['outcome'] {
	const known = [...outcomes, 'manual'] as const;
	const outcome = known.find((name) => name === text);
	if (outcome) return outcome;
	throw new Mistake(`--outcome must be one of ${known.join(', ')}, not "${text}"`);
}
