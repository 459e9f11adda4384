import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode, type NodeRun } from './engine';

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

/** One of those that the simulator has. */
const CALLCOW_WORKFLOW = '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21';

const ORDER = { id: 7, item: { name: 'Glasses' } };
const someone = { phone: '+14155552671', order: ORDER };

const run = async (
	parameters: IDataObject,
	items: IDataObject[] = [someone],
	node: NodeRun['node'] = {},
) => {
	simulator.script({ default: { outcome: 'manual' } });
	return await runNode({
		items,
		node,
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			maximumWaitMinutes: 60,
			workflowId: { __rl: true, mode: 'id', value: CALLCOW_WORKFLOW },
			options: {},
			...parameters,
		} as NodeRun['parameters'],
	});
};

const withWorkflow = (options: IDataObject) => ({ operation: 'placeWithWorkflow', options });

describe('a text into which an object was dropped', () => {
	it.each<[string, IDataObject]>([
		['Prompt', { prompt: '=Remind about {{ $json.order }}' }],
		['Prompt', { prompt: '=Remind about {{ [$json.order] }}' }],
		['Prompt', { prompt: '={{ $json.order }}' }],
		['Prompt', { prompt: '={{ "Remind about " + $json.order.item }}', operation: 'placeAndWait' }],
		['Prompt', { prompt: 'Remind about [object Promise]' }],
		['Reference', { options: { reference: '={{ $json.order }}' } }],
		['Reference', { options: { reference: '=row {{ $json.order }}' } }],
		['Idempotency Key', { options: { idempotencyKey: '={{ "" + $json.order }}' } }],
		['Recipient Name', withWorkflow({ recipientName: '={{ $json.order.item }}' })],
		['Recipient Name', withWorkflow({ recipientName: '=Ms {{ $json.order.item }}' })],
		['Recipient Context', withWorkflow({ recipientContext: '=Order: {{ $json.order }}' })],
		['Recipient Context', withWorkflow({ recipientContext: '={{ { o: "" + $json.order } }}' })],
		[
			'Callback URL',
			{ resultDestination: 'url', callbackUrl: '=http://127.0.0.1:1/{{ $json.order }}' },
		],
	])('is refused as %s: %j', async (label, parameters) => {
		const { error } = await run(parameters);
		expect(error?.message).toBe(`'${label}' must be text, but contains an object`);
		expect(error?.description).toContain('JSON.stringify($json.order)');
		expect(error?.description).toContain('$json.order.id');
		expect(simulator.requests()).toEqual([]);
	});

	it('goes to the error output alone when the user continues on error', async () => {
		const { outputs } = await run(
			{ prompt: '=Remind about {{ $json.order }}' },
			[someone, { ...someone, order: 'glasses' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[1]![0]!.json.error).toBe("'Prompt' must be text, but contains an object");
	});

	it.each<[string, IDataObject]>([
		['Prompt', { prompt: '=Remind about {{ JSON.stringify($json.order) }}' }],
		['Prompt', { prompt: '=Remind about {{ $json.order.item.name }} [object of value]' }],
		['Recipient Context', withWorkflow({ recipientContext: '={{ $json.order }}' })],
	])('is no concern when it was written out: %s', async (_, parameters) => {
		expect((await run(parameters)).status).toBe('success');
		expect(simulator.calls()).toHaveLength(1);
	});
});

describe('a text that is only what an empty expression has left', () => {
	it.each<[string, IDataObject]>([
		['Prompt', { prompt: '={{ "" + $json.missing }}' }],
		['Prompt', { prompt: '={{ "" + null }}' }],
		['Prompt', { prompt: '={{ $json.missing * 2 }}' }],
		['Idempotency Key', { options: { idempotencyKey: '={{ "" + $json.missing }}' } }],
		[
			'Idempotency Key',
			{ operation: 'placeWithWorkflow', options: { idempotencyKey: '={{ "null" }}' } },
		],
	])('is refused as %s: %j', async (label, parameters) => {
		const { error } = await run(parameters);
		expect(error?.message).toBe(
			`'${label}' must not be just the word that an expression without a value leaves behind`,
		);
		expect(simulator.requests()).toEqual([]);
	});
});

describe('a word that an empty expression has left in a text', () => {
	const people = (...names: Array<string | undefined>) =>
		names.map((name, row) => ({ phone: `+1415555${2_000 + row}`, ...(name && { name }) }));

	it('is sent, and told once for all items, with their numbers', async () => {
		const { status, hints } = await run(
			{
				prompt: '={{ "Remind " + $json.name }}',
				options: { reference: '={{ "r-" + $json.name }}' },
			},
			people(undefined, 'Sarah', undefined, undefined),
		);
		expect(status).toBe('success');
		expect(simulator.calls()).toHaveLength(4);
		expect(hints).toEqual([
			"An expression without a value left the word undefined in 'Prompt' (items 0, 2–3) and 'Reference' (items 0, 2–3), and the text was sent that way. Check what the expression refers to, or give it a fallback, such as {{ $json.name ?? \"the customer\" }}.",
		]);
	});

	it.each<[string, IDataObject]>([
		['Prompt', { operation: 'placeAndWait', prompt: '={{ `Remind ${$json.name}` }}' }],
		['Recipient Name', withWorkflow({ recipientName: '={{ "" + $json.name }}' })],
		['Recipient Context', withWorkflow({ recipientContext: '={{ "Customer " + $json.name }}' })],
		['Idempotency Key', { options: { idempotencyKey: '={{ "row-" + $json.name }}' } }],
	])('is told of %s: %j', async (label, parameters) => {
		const { hints } = await run(parameters, people(undefined));
		expect(hints.join()).toContain(`the word undefined in '${label}' (item 0)`);
	});

	it.each<[string, IDataObject]>([
		['was written without an expression', { prompt: 'Explain undefined and null' }],
		['was written beside one', { prompt: '=Explain null to {{ $json.phone }}' }],
		['is a value in JSON', { prompt: '=Data: {{ JSON.stringify({ name: null }) }}' }],
	])('is not told of when it %s', async (_, parameters) => {
		expect((await run(parameters)).hints).toEqual([]);
	});
});
