/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published with the nodes: runs on the developer's machine */
import { parseArgs } from 'node:util';
import { outcomes } from '../outcome';
import { scriptSchema, type Script } from '../plan/script';
import { options, variableOf } from './options';

export interface Settings {
	readonly port: number;
	readonly host: string;
	readonly apiKey: string | undefined;
	readonly controlToken: string | undefined;
	readonly script: Script;
	readonly requestsPerMinute: number;
	readonly idempotencyWindowMs: number;
	readonly allowPrivateCallbacks: boolean;
	readonly testNumbers: boolean;
	readonly recordTo: string | undefined;
	readonly replayFrom: string | undefined;
	readonly workflowsFrom: string | undefined;
}

export type CommandLine =
	| { kind: 'start'; settings: Settings }
	| { kind: 'help' }
	| { kind: 'version' }
	| { kind: 'numbers' }
	| { kind: 'mistaken'; message: string };

type OptionName = keyof typeof options;

/** A setting as it was given, and where: a message names what the user has to change. */
interface Given {
	readonly text: string | undefined;
	readonly origin: string;
}

/**
 * Reads the arguments that follow the command, and, for what they do not say, the environment. An
 * empty variable is one that is not set.
 */
export function readCommandLine(
	args: string[],
	environment: Readonly<Record<string, string | undefined>> = {},
): CommandLine {
	try {
		const { values } = parseArgs({ args, options: parsedOptions });
		if (values.help) return { kind: 'help' };
		if (values.version) return { kind: 'version' };
		if (values.numbers) return { kind: 'numbers' };
		const given = (name: OptionName): Given => {
			const [flag, variable] = [values[name], environment[variableOf(name)]];
			if (flag !== undefined) return { text: String(flag), origin: `--${name}` };
			if (variable) return { text: variable, origin: variableOf(name) };
			const fallback = options[name];
			return { text: 'default' in fallback ? fallback.default : undefined, origin: `--${name}` };
		};
		return { kind: 'start', settings: settingsOf(given) };
	} catch (error) {
		if (isMistake(error)) return { kind: 'mistaken', message: error.message };
		throw error;
	}
}

const parsedOptions = Object.fromEntries(
	Object.entries(options).map(([name, option]) => [
		name,
		{ type: 'value' in option ? ('string' as const) : ('boolean' as const) },
	]),
);

function settingsOf(given: (name: OptionName) => Given): Settings {
	return {
		port: numberOf(given('port'), { whole: true, least: 0, most: 65_535 }),
		host: given('host').text!,
		apiKey: keyOf(given('key')),
		controlToken: tokenOf(given('control-token')),
		script: scriptSchema.parse({
			outcome: outcomeOf(given('outcome')),
			afterMs: Math.round(numberOf(given('after'), { least: 0 }) * 1_000),
		}),
		requestsPerMinute: numberOf(given('requests-per-minute'), { whole: true, least: 1 }),
		idempotencyWindowMs: numberOf(given('idempotency-seconds'), { least: 0 }) * 1_000,
		allowPrivateCallbacks: !isOn(given('refuse-private-callbacks')),
		testNumbers: !isOn(given('no-test-numbers')),
		recordTo: given('record').text,
		replayFrom: given('replay').text,
		workflowsFrom: given('workflows').text,
	};
}

class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
	if (error instanceof Mistake) return true;
	// What parseArgs throws for an option that it does not know has a text meant for the user.
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

function keyOf({ text, origin }: Given): string | undefined {
	// The text is not repeated: it may be a real key.
	if (text === undefined || text.startsWith('ck_live_')) return text;
	throw new Mistake(`${origin} must start with ck_live_`);
}

function tokenOf({ text, origin }: Given): string | undefined {
	if (text === undefined || /^[\w.~-]{16,}$/.test(text)) return text;
	throw new Mistake(`${origin} must be at least 16 characters: letters, digits, or any of . _ ~ -`);
}

function numberOf(
	{ text = '', origin }: Given,
	{ whole = false, least, most = Infinity }: { whole?: boolean; least: number; most?: number },
): number {
	const value = text.trim() === '' ? NaN : Number(text);
	const fits = Number.isFinite(value) && value >= least && value <= most;
	if (fits && (!whole || Number.isInteger(value))) return value;
	const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
	throw new Mistake(`${origin} must be a ${whole ? 'whole ' : ''}number ${range}, not "${text}"`);
}

function outcomeOf({ text, origin }: Given): Script['outcome'] {
	const known = [...outcomes, 'manual'] as const;
	const outcome = known.find((name) => name === text);
	if (outcome) return outcome;
	throw new Mistake(`${origin} must be one of ${known.join(', ')}, not "${text}"`);
}

function isOn({ text, origin }: Given): boolean {
	if (text === undefined || text === 'false' || text === '0') return false;
	if (text === 'true' || text === '1') return true;
	throw new Mistake(`${origin} must be true or false, not "${text}"`);
}
