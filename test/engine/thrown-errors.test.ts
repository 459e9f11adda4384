import type { INode, INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/CallCow/actions/registry';
import { forEachItem } from '../../nodes/CallCow/actions/forEachItem';
import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode } from './engine';

/*
 * Of a node that throws although its user continues on error, n8n passes on the input by the first output: items with
 * names and numbers, as if each had been phoned, or had answered.
 */

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ allowPrivateCallbacks: true });
});
afterEach(() => {
	simulator.reset();
	jest.restoreAllMocks();
});
afterAll(async () => await simulator.close());

const PEOPLE = [
	{ name: 'Sarah', phone: '+14155552671' },
	{ name: 'Ann', phone: '+442079460958' },
];

const run = async (
	parameters: object,
	onError: INode['onError'],
	{ apiKey = simulator.apiKey, items = PEOPLE } = {},
) =>
	await runNode({
		credential: { apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
		items,
		node: { onError },
		parameters: {
			resource: 'call',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			maximumWaitMinutes: 60,
			...parameters,
		} as INodeParameters,
	});

const noKey = {
	error: "The CallCow credential has no 'API Key'",
	details: { placed: 'no' },
};

it('sends every item to the error output when the operation does not exist', async () => {
	const { after } = await run({ operation: 'shout' }, 'continueErrorOutput');
	expect(after[0]).toEqual([]);
	expect(after[1]).toEqual(
		PEOPLE.map((person) =>
			expect.objectContaining({
				...person,
				error: 'The operation "shout" of "call" does not exist',
				details: { placed: 'no' },
			}),
		),
	);
});

describe('a credential that is not complete', () => {
	it('sends every item to the error output, with its input, and none to success', async () => {
		const { status, after } = await run({ operation: 'place' }, 'continueErrorOutput', {
			apiKey: '',
		});
		expect(status).toBe('success');
		expect(after[0]).toEqual([]);
		expect(after[1]).toEqual(
			PEOPLE.map((person) => expect.objectContaining({ ...person, ...noKey })),
		);
	});

	it.each([
		['continueErrorOutput', 4],
		['continueRegularOutput', 3],
	] as const)('sends nobody to Answered, with onError %s', async (onError, output) => {
		const { after } = await run(
			{ operation: 'placeAndWait', options: { outputs: 'byOutcome' } },
			onError,
			{ apiKey: '', items: PEOPLE.slice(0, 1) },
		);
		expect(after.map(({ length }) => length)).toEqual(
			[0, 1, 2, 3, 4].map((index) => (index === output ? 1 : 0)),
		);
		expect(after[output]![0]).toMatchObject(noKey);
	});

	it('stops the workflow when the user does not continue', async () => {
		const { status, error, after } = await run({ operation: 'place' }, 'stopWorkflow', {
			apiKey: '',
		});
		expect([status, error?.message]).toEqual(['error', noKey.error]);
		expect(after.flat()).toEqual([]);
	});
});

describe('a surprise while calls are asked for', () => {
	beforeEach(() => {
		jest.replaceProperty(operations.call!, 'place', {
			execute: async (context) => {
				const { items } = await forEachItem(context, {
					read: (_, itemIndex) => ({ identity: String(itemIndex) }) as never,
					checkTogether: () => new Map(),
					run: async () => {
						throw new TypeError('something is undefined');
					},
					label: () => 'call',
					hints: () => [],
				});
				return [items];
			},
		});
	});

	it('leaves open in every item whether its call was placed', async () => {
		const { after } = await run({ operation: 'place' }, 'continueErrorOutput');
		expect(after[0]).toEqual([]);
		expect(after[1]).toEqual(
			PEOPLE.map((person) =>
				expect.objectContaining({
					...person,
					error: 'something is undefined',
					details: { placed: 'unknown' },
				}),
			),
		);
	});

	it('stops the workflow when the user does not continue', async () => {
		const { status, error } = await run({ operation: 'place' }, 'stopWorkflow');
		expect([status, error?.message]).toEqual(['error', 'something is undefined']);
	});
});
