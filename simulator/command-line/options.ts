import { outcomes } from '../outcome';

interface Option {
	/** What stands for its value in the usage; a switch has none. */
	readonly value?: string;
	readonly meaning: readonly string[];
	readonly default?: string;
}

/** Every option of the command line, as it is read and explained. */
export const options = {
	port: {
		value: 'N',
		meaning: ['port to listen on (default 4010; 0 takes any free one)'],
		default: '4010',
	},
	host: {
		value: 'ADDRESS',
		meaning: ['address to listen on (default 127.0.0.1: this machine only)'],
		default: '127.0.0.1',
	},
	key: { value: 'KEY', meaning: ['API key to accept; it starts with ck_live_'] },
	'control-token': {
		value: 'TOKEN',
		meaning: [
			'token that control requests must send, at least 16 characters',
			'(default: a new one each time)',
		],
	},
	outcome: {
		value: 'OUTCOME',
		meaning: [
			`how calls end: ${outcomes.join(', ')},`,
			'or manual: they stay open until you decide (default answered)',
		],
		default: 'answered',
	},
	after: { value: 'SECONDS', meaning: ['how long calls last (default 2)'], default: '2' },
	'requests-per-minute': {
		value: 'N',
		meaning: ['rate limit; requests above it get a 429 (default 60)'],
		default: '60',
	},
	'idempotency-seconds': {
		value: 'N',
		meaning: ['how long an idempotency key is remembered (default 300)'],
		default: '300',
	},
	'refuse-private-callbacks': {
		meaning: [
			'refuse callback URLs that CallCow could not reach, such as',
			'http://localhost:5678 (accepted by default)',
		],
	},
	record: {
		value: 'FILE',
		meaning: [
			'write every request and delivery to this file, a line of JSON each;',
			'secrets are hidden',
		],
	},
	replay: {
		value: 'FILE',
		meaning: [
			'answer requests to place calls from this recording, in its order;',
			'requests that are not in it are handled as usual',
		],
	},
	workflows: {
		value: 'FILE',
		meaning: ['the CallCow workflows, as GET /workflows returns them (default: three)'],
	},
	'no-test-numbers': { meaning: ['treat the test numbers like all other numbers'] },
	numbers: { meaning: ['list the test numbers: busy, never picked up, response lost, and more'] },
	version: { meaning: ['print the version'] },
	help: { meaning: ['print this help'] },
} satisfies Record<string, Option>;

/** The environment variable that sets an option where no flag does: `CALLCOW_SIMULATOR_PORT`. */
export function variableOf(name: string): string {
	return `CALLCOW_SIMULATOR_${name.toUpperCase().replace(/-/g, '_')}`;
}

const column = 31;

function explained([name, { value, meaning }]: [string, Option]): string {
	const flag = `  --${name}${value === undefined ? '' : ` ${value}`}`;
	return [flag.padEnd(column) + meaning[0], ...meaning.slice(1).map(indented)].join('\n');
}

function indented(text: string): string {
	return ' '.repeat(column) + text;
}

export const usage = `Usage: callcow-simulator [options]        (in a checkout: npm run simulator -- [options])

Simulates the CallCow API on this machine. No one is really called.

${Object.entries<Option>(options).map(explained).join('\n')}

Environment variables set the options that you leave out: ${variableOf('port')}=4011,
${variableOf('refuse-private-callbacks')}=true.
`;
