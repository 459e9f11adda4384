/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the user's machine */
import { parseArgs } from 'node:util';
import { DEFAULT_BASE_URL } from '../nodes/CallCow/domain/apiAddress';
import { readPhoneNumber } from '../nodes/CallCow/domain/phone/readPhoneNumber';
import { isLoopbackUrl, readHttpUrl, readPublicUrl } from '../nodes/CallCow/domain/publicUrl';

export const usage = `Usage: npm run check:callcow -- [options]

Compares the API of your CallCow account with what this package expects of it. It calls no one
unless you add --call, and asks before anything that could cost you something. It reads the API key
from the environment variable CALLCOW_API_KEY, or asks for it and does not show it. There is no
option for the key.

  --call NUMBER         also place one test call to this number, with + and the country code; you
                        type it again, and confirm each step that uses it
  --callback-url URL    where CallCow delivers the result of that call: a public HTTPS address
  --findings FILE       write the findings, without any data from your account, to a new file that
                        ends with .md or .json
  --base-url URL        where the API is (default ${DEFAULT_BASE_URL})
  --help                print this help

Exit status: 0 if nothing is different from what is expected, 1 if something is, 2 if the check could
not run.
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
			throw new Mistake('--callback-url is for the test call: add --call too');
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
		throw new Mistake('--base-url must be a web address with only a host and a path');
	}
	if (url.protocol !== 'https:' && !isLoopbackUrl(url.href)) {
		throw new Mistake('--base-url must start with https://, or your key could be read in transit');
	}
	return url.href.replace(/\/+$/, '');
}

/** Without a number in what is said: it may be in a log. */
function numberOf(text: string): string {
	const reading = readPhoneNumber(text);
	if (!reading.ok || !text.trim().startsWith('+')) {
		throw new Mistake('--call must be one number, with + and the country code');
	}
	if (reading.costs === 'premium') throw new Mistake('--call does not call premium-rate numbers');
	return reading.e164;
}

function publicUrlOf(text: string): string {
	const reading = readPublicUrl(text);
	if (!reading.ok) throw new Mistake('--callback-url must be a public HTTPS address');
	return text;
}

function findingsOf(file: string): Settings['findings'] {
	const format = /\.(json|md)$/i.exec(file)?.[1]?.toLowerCase();
	if (format === undefined) throw new Mistake('--findings must name an .md or .json file');
	return { file, format: format === 'json' ? 'json' : 'md' };
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
