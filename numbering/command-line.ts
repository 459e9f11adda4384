/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { parseArgs } from 'node:util';

export const usage = `Usage: npm run numbers:diff -- VERSION
       npm run numbers:diff -- --lockfile FILE

Reports, as Markdown, how the installed libphonenumber-js differs from another version in what it knows
about phone numbers. That version is fetched from the npm registry into a temporary folder.

  VERSION           a version of libphonenumber-js, such as 1.12.0
  --lockfile FILE   use the version in this package-lock.json
  --help            print this help
`;

export type CommandLine =
	| { kind: 'start'; from: { version: string } | { lockfile: string } }
	| { kind: 'help' }
	| { kind: 'mistaken'; message: string };

/** Reads the arguments that follow `npm run numbers:diff --`. */
export function readCommandLine(args: string[]): CommandLine {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { lockfile: { type: 'string' }, help: { type: 'boolean', default: false } },
		});
		if (values.help) return { kind: 'help' };
		const { lockfile } = values;
		const [version, ...others] = positionals;
		if (others.length > 0 || (version === undefined) === (lockfile === undefined)) {
			throw new Mistake('Name one version, or a lockfile with --lockfile');
		}
		if (lockfile !== undefined) return { kind: 'start', from: { lockfile } };
		return { kind: 'start', from: { version: exactVersion(version ?? '') } };
	} catch (error) {
		if (isMistake(error)) return { kind: 'mistaken', message: error.message };
		throw error;
	}
}

/** @returns the version of libphonenumber-js in the text of a package-lock.json, or undefined. */
export function versionInLockfile(text: string): string | undefined {
	const { packages } = JSON.parse(text) as { packages?: Record<string, { version?: string }> };
	return packages?.['node_modules/libphonenumber-js']?.version;
}

/** Nothing else goes to npm: a range or a tag would compare with something else each time. */
function exactVersion(text: string): string {
	if (/^\d+\.\d+\.\d+$/.test(text)) return text;
	throw new Mistake(`The version must be exact, such as 1.12.0, not "${text}"`);
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
