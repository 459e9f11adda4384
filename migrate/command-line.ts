/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the user's machine */
import { parseArgs } from 'node:util';

export const usage = `Usage: npm run migrate -- FILE [options]

Converts workflows with CallCow's earlier n8n nodes (package versions 1.0.1 to 1.0.3) to the nodes of
this package. FILE is an n8n export: a workflow from the editor's menu, nodes copied from the canvas,
or the output of n8n export:workflow. FILE does not change; the result goes to FILE.migrated.json.

  -o, --output FILE   write the result here instead; - prints it, and the report to standard error
  --force             overwrite an existing file
  --help              print this help
`;

export interface Settings {
	readonly input: string;
	/** A path, or `-` for standard output. */
	readonly output: string;
	readonly force: boolean;
}

export type CommandLine =
	| { kind: 'start'; settings: Settings }
	| { kind: 'help' }
	| { kind: 'mistaken'; message: string };

/** Reads the arguments that follow `npm run migrate --`. */
export function readCommandLine(args: string[]): CommandLine {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				output: { type: 'string', short: 'o' },
				force: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) return { kind: 'help' };
		const [input, ...others] = positionals;
		if (input === undefined || others.length > 0) {
			throw new Mistake('Name one file: the exported workflow');
		}
		if (values.output === '') throw new Mistake('--output must name a file or be -');
		return {
			kind: 'start',
			settings: { input, output: values.output ?? besideInput(input), force: values.force },
		};
	} catch (error) {
		if (isMistake(error)) return { kind: 'mistaken', message: error.message };
		throw error;
	}
}

function besideInput(input: string): string {
	return `${input.replace(/\.json$/i, '')}.migrated.json`;
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
