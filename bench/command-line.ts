/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { parseArgs } from 'node:util';
import type { Effort } from './measuring/bench';

export const usage = `Usage: npm run bench -- [options]

Measures the nodes in a real n8n, against the simulator, and compares them with n8n's own nodes. Takes about
80 minutes. Writes docs/benchmarks.md and its charts, and reports missed goals. Exits with status 1 if a node
does something wrong, such as placing a call twice or losing a result.

  --only NAMES    run only these benchmarks, for example \`trigger\` or \`pace,processes\`
  --quick         run shorter benchmarks to try out the benchmarks themselves; write nothing
  --page-only     measure nothing; write the page from the last results
  --help          show this help
`;

export interface Settings {
	readonly effort: Effort;
	/** The benches to run, by name; empty when only the page is to be written. */
	readonly benches: readonly string[];
}

export type CommandLine =
	| { kind: 'run'; settings: Settings }
	| { kind: 'help' }
	| { kind: 'mistaken'; message: string };

/**
 * Reads the arguments that follow `npm run bench --`.
 *
 * @param known the names of all benches
 */
export function readCommandLine(args: string[], known: readonly string[]): CommandLine {
	try {
		const { values } = parseArgs({
			args,
			options: {
				only: { type: 'string' },
				quick: { type: 'boolean', default: false },
				'page-only': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) return { kind: 'help' };
		const benches = values['page-only'] ? [] : readNames(values.only, known);
		return { kind: 'run', settings: { effort: values.quick ? 'quick' : 'standard', benches } };
	} catch (error) {
		return { kind: 'mistaken', message: error instanceof Error ? error.message : String(error) };
	}
}

function readNames(text: string | undefined, known: readonly string[]): readonly string[] {
	if (text === undefined) return known;
	const names = text.split(',').map((name) => name.trim());
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length === 0) return names;
	throw new Error(`Unknown benchmark "${unknown.join(', ')}". Available: ${known.join(', ')}`);
}
