/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the user's machine */
import { parseArgs } from 'node:util';
import { DEFAULT_BASE_URL } from '../nodes/CallCow/domain/apiAddress';
import { readPhoneNumber } from '../nodes/CallCow/domain/phone/readPhoneNumber';
import { isLoopbackUrl, readHttpUrl, readPublicUrl } from '../nodes/CallCow/domain/publicUrl';

export const usage = `Usage: npm run check:callcow -- [options]

Compares the API of your CallCow account with what this package believes of it, and phones nobody
unless --call is given. What could have a price is asked for first. The API key comes from the
environment variable CALLCOW_API_KEY, or is asked for and not shown; it is never an option.

  --call NUMBER         also place one test call, to this number with + and the country code; it has
                        to be typed again, and each step with it needs a yes
  --callback-url URL    where CallCow delivers the result of that call: HTTPS, and public
  --findings FILE       write what was found, without anything of your account, to a new file that
                        ends with .md or .json
  --base-url URL        where the API answers (default ${DEFAULT_BASE_URL})
  --help                this text

Exit status: 0 nothing is otherwise than believed, 1 something is, 2 it could not be run.
`;

export interface Settings {
	readonly baseUrl: string;
	/** The number to phone, in E.164. */
	readonly call?: string;
	readonly callbackUrl?: string;
	readonly findings?: { readonly file: string; readonly format: 'json' | 'md' };
}

export type CommandLine =
	| { kind: 'start'; settings: Settings }
	| { kind: 'help' }
	| { kind: 'mistaken'; message: string };

/** Reads the arguments that follow `npm run check:callcow --`. */
export function readCommandLine(args: string[]): CommandLine {
	try {
		const { values } = parseArgs({
			args,
			options: {
				call: { type: 'string' },
				'callback-url': { type: 'string' },
				findings: { type: 'string' },
				'base-url': { type: 'string', default: DEFAULT_BASE_URL },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) return { kind: 'help' };
		const { call, findings, 'callback-url': callbackUrl } = values;
		if (callbackUrl !== undefined && call === undefined) {
			throw new Mistake('--callback-url is for the test call: give --call too');
		}
		return {
			kind: 'start',
			settings: {
				baseUrl: baseUrlOf(values['base-url']),
				...(call === undefined ? {} : { call: numberOf(call) }),
				...(callbackUrl === undefined ? {} : { callbackUrl: publicUrlOf(callbackUrl) }),
				...(findings === undefined ? {} : { findings: findingsOf(findings) }),
			},
		};
	} catch (error) {
		if (isMistake(error)) return { kind: 'mistaken', message: error.message };
		throw error;
	}
}

function baseUrlOf(text: string): string {
	const url = readHttpUrl(text.trim());
	// What else an address may hold could be secret, and would be shown.
	if (url === undefined || url.username || url.password || url.search || url.hash) {
		throw new Mistake('--base-url must be a web address, and nothing but host and path');
	}
	if (url.protocol !== 'https:' && !isLoopbackUrl(url.href)) {
		throw new Mistake('--base-url must begin with https://, or your key could be read on its way');
	}
	return url.href.replace(/\/+$/, '');
}

/** Without a number in what is said: it may be in a log. */
function numberOf(text: string): string {
	const reading = readPhoneNumber(text);
	if (!reading.ok || !text.trim().startsWith('+')) {
		throw new Mistake('--call must be one number with + and the country code');
	}
	if (reading.costs === 'premium') throw new Mistake('--call does not phone premium numbers');
	return reading.e164;
}

function publicUrlOf(text: string): string {
	const reading = readPublicUrl(text);
	if (!reading.ok) throw new Mistake('--callback-url must be an HTTPS address on the internet');
	return text;
}

function findingsOf(file: string): Settings['findings'] {
	const format = /\.(json|md)$/i.exec(file)?.[1]?.toLowerCase();
	if (format === undefined) throw new Mistake('--findings must name a file .md or .json');
	return { file, format: format === 'json' ? 'json' : 'md' };
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
