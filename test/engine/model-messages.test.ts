import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import type { NodeRun } from './engine';
import { useTool } from './tool-surfaces';

/* The whole text that a model reads when a call was not placed: it knows no form, no items, no expressions. */

const SARAH = '+14155552671';

const NUMBER_BY_MODEL = "={{ $fromAI('Recipient_Phone') }}";
const PROMPT_BY_MODEL = "={{ $fromAI('Prompt') }}";

const SETTING =
	'Do not try again: only the person who set up this workflow can fix it. Tell the user what this message says.';
const ASK = 'Ask the user for the number, with + and the country code. Do not guess it.';
const IN_DOUBT = 'Do not try again, or someone may be called twice: tell the user.';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
});
afterEach(() => simulator.reset());
afterAll(async () => await simulator.close());

interface Given {
	readonly number?: unknown;
	readonly prompt?: unknown;
	readonly parameters?: IDataObject;
	readonly options?: IDataObject;
	readonly credential?: IDataObject;
}

/** What the model reads, whose number and prompt are its own unless the parameters say otherwise. */
async function read(given: Given): Promise<string> {
	const run: NodeRun = {
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
			...given.credential,
		} as unknown as NodeRun['credential'],
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: PROMPT_BY_MODEL,
			recipientPhone: NUMBER_BY_MODEL,
			resultDestination: 'none',
			options: { maxRetries: 0, ...given.options },
			...given.parameters,
		} as NodeRun['parameters'],
		node: { type: 'n8n-nodes-callcow.callCowTool' },
	};
	const args = {
		Recipient_Phone: given.number ?? SARAH,
		Prompt: given.prompt ?? 'Confirm the appointment',
	} as IDataObject;
	return await useTool('mcp', run, args).then(
		(items) => {
			throw new Error(`Not refused: ${JSON.stringify(items)}`);
		},
		(error: Error) => error.message,
	);
}

afterEach(() => expect(simulator.calls()).toEqual([]));

describe('of a number that the model has given', () => {
	it.each<[string, string]>([
		['call Sarah', `'Recipient Phone' is not a phone number: ***. No call was placed. ${ASK}`],
		[
			'(415) 555-2671',
			`'Recipient Phone' has no country code: 415***71. No call was placed. ${ASK}`,
		],
		['', `'Recipient Phone' must not be empty. No call was placed. ${ASK}`],
		[
			'911',
			"'Recipient Phone' is an emergency number or another short number, which CallCow cannot dial: ***. No call was placed. Do not try again. If someone needs help, tell the user right away to call the emergency services from a phone.",
		],
		[
			'+1 415 555 2671 ext. 12',
			"'Recipient Phone' has an extension, which CallCow cannot dial: +1415***7112. No call was placed. Use the tool again with only the number, and say in the prompt who to ask for or which extension.",
		],
		[
			'+1 415 555 2671 / +1 415 555 2672',
			"'Recipient Phone' contains two numbers: +1415***2672. No call was placed. Use the tool once for each person, with one number. If it is not clear which number is right, ask the user.",
		],
		[
			'+1 900 555 2671',
			"'Recipient Phone' is a premium-rate or similar number: +1900***2671. No call was placed. Do not try again: this tool may not call that number. Tell the user.",
		],
	])('%j', async (number, text) => {
		expect(await read({ number })).toBe(text);
	});

	it('is read as the same when it comes as a JSON number', async () => {
		expect(await read({ number: 4155552671 })).toBe(
			`'Recipient Phone' has no country code: 415***71. No call was placed. ${ASK}`,
		);
	});
});

describe('of what the model cannot change', () => {
	it.each<[string, Given, string]>([
		[
			'a number in the form',
			{ parameters: { recipientPhone: '415 555 2671' } },
			`'Recipient Phone' has no country code: 415***71. No call was placed. ${SETTING}`,
		],
		[
			'a number from another node',
			{ parameters: { recipientPhone: '={{ $json.phone }}' } },
			`'Recipient Phone' must not be empty. No call was placed. ${SETTING}`,
		],
		[
			'an option',
			{ options: { maxRetries: 99 } },
			`'Max Retries' must be a whole number from 0 to 10. No call was placed. ${SETTING}`,
		],
		[
			'the allowed countries',
			{ credential: { allowedCountries: ['DE'] } },
			'The CallCow credential does not allow calls to United States: +1415***2671. No call was placed. Do not try again: this tool may not call that number. Tell the user.',
		],
	])('%s', async (_, given, text) => {
		expect(await read(given)).toBe(text);
	});

	it('an address at which CallCow cannot reach n8n', async () => {
		const text = await read({
			parameters: { resultDestination: 'url', callbackUrl: 'http://10.0.0.1/hook' },
			credential: { baseUrl: 'https://www.callcow.ai/api' },
		});
		expect(text).toContain(`No call was placed. ${SETTING}`);
	});
});

describe('of what the prompt lacks', () => {
	const UNCLEAR = { error: 'Unclear' };
	const answer422 = () =>
		simulator.fault({ kind: 'answer', status: 422, body: UNCLEAR, callMade: false });

	it('when the model has written it', async () => {
		answer422();
		expect(await read({})).toBe(
			"CallCow could not make a call from the 'Prompt': Unclear. No call was placed. Write a prompt that says who to call, why, when, and where, and use the tool again, or ask the user for what is missing.",
		);
	});

	it('when it stands in the form', async () => {
		answer422();
		expect(await read({ parameters: { prompt: 'Say hello' } })).toBe(
			`CallCow could not make a call from the 'Prompt': Unclear. No call was placed. ${SETTING}`,
		);
	});

	it('when it is empty', async () => {
		expect(await read({ prompt: ' ' })).toBe(
			"'Prompt' must not be empty. No call was placed. Correct it and use the tool again, or ask the user.",
		);
	});
});

describe('of what CallCow has answered', () => {
	it.each<[number, IDataObject, string]>([
		[
			400,
			{ error: 'Invalid request', details: { recipient_phone: ['Not reachable'] } },
			'CallCow did not accept the request: Invalid request. No call was placed. Recipient Phone: Not reachable. Correct it and use the tool again, or ask the user.',
		],
		[
			401,
			{ error: 'Invalid API key' },
			`CallCow did not accept the API key: Invalid API key. No call was placed. ${SETTING}`,
		],
		[
			409,
			{ error: 'Already used' },
			'CallCow has already used the workflow it made for this call: Already used. No call was placed. Use the tool one more time for this call. If that fails too, tell the user.',
		],
		[404, {}, `CallCow answered with status 404. No call was placed. ${SETTING}`],
		[
			503,
			{},
			`CallCow answered with status 503 in 1 attempt. The call may or may not have been placed. ${IN_DOUBT}`,
		],
	])('%i', async (status, body, text) => {
		simulator.fault({ kind: 'answer', status, body, callMade: false });
		expect(await read({})).toBe(text);
	});

	it('nothing', async () => {
		simulator.fault({ kind: 'reset', callMade: false });
		const text = await read({});
		expect(text).toContain(`The call may or may not have been placed. ${IN_DOUBT}`);
	});
});

describe('outside Calling Hours', () => {
	it('says when it will be possible, in words', async () => {
		const hours = { from: '00:00', to: '00:01', days: ['monday'], timezone: 'Pacific/Kiritimati' };
		// A minute a week: a test that ran in it would fail.
		expect(await read({ options: { callingHours: { hours } } })).toMatch(
			/^It is outside 'Calling Hours': the next call is allowed on Monday, .* at 00:00 \(Pacific\/Kiritimati\)\. No call was placed\. Do not try again before that time: tell the user when it will be possible\.$/,
		);
	});
});
