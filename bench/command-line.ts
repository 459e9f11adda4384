/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { parseArgs } from 'node:util';
import { quickConditions, standardConditions, type Conditions } from './rate-limit/conditions';

export const usage = `Usage: npm run bench -- [options]

Measures the CallCow node in a real n8n, against the simulator, in real time: about half an hour. Writes
docs/benchmarks.md and its chart, and ends with exit status 1 when a goal is missed.

  --only NAMES          only these, such as \`pace\` or \`pace,processes\`
  --calls N             how many people are phoned (default ${standardConditions.calls})
  --limit N             requests a minute that the simulator takes (default ${standardConditions.requestsPerMinute})
  --answer-seconds N    how long each answer takes (default ${standardConditions.answerSeconds})
  --quick               ${quickConditions.calls} calls with a limit of ${quickConditions.requestsPerMinute}, to try the bench itself
  --page-only           measure nothing; write the page from the last results
  --help                this text

With other numbers than the default ones nothing is written.
`;

export interface Settings {
	readonly conditions: Conditions;
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
				calls: { type: 'string' },
				limit: { type: 'string' },
				'answer-seconds': { type: 'string' },
				quick: { type: 'boolean', default: false },
				'page-only': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) return { kind: 'help' };
		const preset = values.quick ? quickConditions : standardConditions;
		const conditions: Conditions = {
			calls: wholeNumber('--calls', values.calls, 10_000) ?? preset.calls,
			requestsPerMinute: wholeNumber('--limit', values.limit, 10_000) ?? preset.requestsPerMinute,
			answerSeconds:
				wholeNumber('--answer-seconds', values['answer-seconds'], 50) ?? preset.answerSeconds,
		};
		const benches = values['page-only'] ? [] : readNames(values.only, known);
		return { kind: 'run', settings: { conditions, benches } };
	} catch (error) {
		return { kind: 'mistaken', message: error instanceof Error ? error.message : String(error) };
	}
}

function wholeNumber(name: string, text: string | undefined, most: number): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
	throw new Error(`${name} takes a whole number from 1 to ${most}, not "${text}"`);
}

function readNames(text: string | undefined, known: readonly string[]): readonly string[] {
	if (text === undefined) return known;
	const names = text.split(',').map((name) => name.trim());
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length === 0) return names;
	throw new Error(`There is no bench "${unknown.join(', ')}". Choose of: ${known.join(', ')}`);
}
