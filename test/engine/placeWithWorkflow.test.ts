import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { findings } from '../contract/openapi';
import { workflowsContract } from '../contract/workflows-contract';
import { runNode, type NodeRun } from './engine';

const FRONT_DESK = { id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21', name: 'Front desk' };

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ requestsPerMinute: 100_000, workflows: [FRONT_DESK] });
});
afterEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const PEOPLE = [
	{ phone: '+1 (415) 555-2671', name: 'Sarah' },
	{ phone: '0044 20 7946 0958', name: 'Ann' },
	{ phone: '+49 30 901820', name: 'Jan' },
];

const placeWithWorkflow = async (given: Partial<NodeRun> & { options?: IDataObject } = {}) =>
	await runNode({
		credential: credential(),
		items: PEOPLE,
		...given,
		parameters: {
			resource: 'call',
			operation: 'placeWithWorkflow',
			workflowId: { __rl: true, mode: 'list', value: FRONT_DESK.id },
			recipientPhone: '={{ $json.phone }}',
			options: given.options ?? {},
			...given.parameters,
		} as NodeRun['parameters'],
	});

const credential = (more: IDataObject = {}) =>
	({
		apiKey: simulator.apiKey,
		baseUrl: simulator.baseUrl,
		callbackSecret: '',
		requestsPerMinute: 100_000,
		...more,
	}) as NodeRun['credential'];

const sent = () => simulator.requests().map(({ body }) => body as IDataObject);

describe('Place with Workflow', () => {
	it('places a call for each item and gives one paired item for each, in order', async () => {
		const { status, outputs, after, hints } = await placeWithWorkflow();
		expect(status).toBe('success');
		expect(outputs[0]).toEqual(
			['+14155552671', '+442079460958', '+4930901820'].map((recipient_phone, item) => ({
				json: {
					success: true,
					workflow_id: FRONT_DESK.id,
					call_id: null,
					recipient_phone,
					idempotency_key: expect.stringMatching(/^n8n-[0-9a-f]{40}$/),
				},
				pairedItem: { item },
			})),
		);
		expect(after[0]!.map(({ pairedWith }) => pairedWith)).toEqual(['Sarah', 'Ann', 'Jan']);
		expect(hints).toEqual([]);
		expect(simulator.calls().map(({ workflow_id }) => workflow_id)).toEqual(
			PEOPLE.map(() => FRONT_DESK.id),
		);
	});

	const validate = workflowsContract.call.requestValidator();

	it.each<[string, IDataObject, IDataObject]>([
		['nothing more than it has to', {}, {}],
		[
			'what is known of the person',
			{
				recipientName: '={{ $json.name }}',
				recipientEmail: ' sarah@example.com ',
				recipientContext: 'Prefers mornings ☎ "quoted"\nline 2',
			},
			{
				recipient_name: 'Sarah',
				recipient_email: 'sarah@example.com',
				recipient_context: 'Prefers mornings ☎ "quoted"\nline 2',
			},
		],
		[
			'a context that is an object, as JSON',
			{ recipientContext: '={{ { row: 17, tags: ["a"] } }}' },
			{ recipient_context: '{"row":17,"tags":["a"]}' },
		],
		[
			'a context that is a number, as text',
			{ recipientContext: '={{ 17 }}' },
			{ recipient_context: '17' },
		],
		[
			'no option that is empty',
			{ recipientName: ' ', recipientEmail: '', recipientContext: '={{ null }}' },
			{},
		],
		[
			'nothing of what is meant for the node',
			{ defaultCountry: 'US', timeoutSeconds: 5, maxRetries: 0, maximumCalls: 5 },
			{},
		],
		['the key that the user gives', { idempotencyKey: 'row-17' }, { idempotency_key: 'row-17' }],
	])('sends %s', async (_, options, fields) => {
		const { status } = await placeWithWorkflow({ items: [PEOPLE[0]!], options });
		expect(status).toBe('success');
		const [request] = simulator.requests();
		expect([request!.method, request!.path]).toEqual(['POST', '/api/call']);
		expect(request!.headers['content-type']).toContain('application/json');
		expect(validate(request!.body) ? [] : findings(validate.errors)).toEqual([]);
		expect(request!.body).toEqual({
			workflow_id: FRONT_DESK.id,
			recipient_phone: '+14155552671',
			idempotency_key: expect.stringMatching(/^n8n-/),
			...fields,
		});
		const documented = workflowsContract.call.requestFields();
		expect(Object.keys(request!.body as object).filter((f) => !documented.includes(f))).toEqual([]);
	});

	it('takes the ID of the workflow from an expression', async () => {
		await placeWithWorkflow({
			items: [{ ...PEOPLE[0]!, workflow: ` ${FRONT_DESK.id} ` }],
			parameters: { workflowId: '={{ $json.workflow }}' },
		});
		await placeWithWorkflow({
			items: [{ ...PEOPLE[0]!, workflow: FRONT_DESK.id }],
			parameters: { workflowId: { __rl: true, mode: 'id', value: '={{ $json.workflow }}' } },
		});
		expect(sent().map(({ workflow_id }) => workflow_id)).toEqual([FRONT_DESK.id, FRONT_DESK.id]);
	});

	it('sends the same key when the node run is repeated, and another one in another run', async () => {
		await placeWithWorkflow({ executionId: '1' });
		await placeWithWorkflow({ executionId: '1' });
		expect(simulator.calls()).toHaveLength(3);
		await placeWithWorkflow({ executionId: '2' });
		expect(simulator.calls()).toHaveLength(6);
	});

	it('places the call once when the answer is lost', async () => {
		simulator.fault({ kind: 'reset', callMade: true });
		const { status } = await placeWithWorkflow({ items: [PEOPLE[0]!] });
		expect(status).toBe('success');
		expect(simulator.calls()).toHaveLength(1);
		expect(simulator.requests()).toHaveLength(2);
	});
});

describe('Place with Workflow: check everything, then dial', () => {
	it.each<[string, IDataObject, IDataObject, string]>([
		[
			'no workflow',
			{ workflowId: { __rl: true, mode: 'id', value: '={{ $json.nothing }}' } },
			{},
			"'Workflow' must not be empty",
		],
		[
			'an empty number',
			{ recipientPhone: '={{ $json.nothing }}' },
			{},
			"'Recipient Phone' must not be empty",
		],
		['a bad number', { recipientPhone: '+1 415 555' }, {}, "'Recipient Phone' has too few digits"],
		[
			'an address that is none',
			{},
			{ recipientEmail: 'sarah at example' },
			"'Recipient Email' must be an email address",
		],
		[
			'one key for all',
			{},
			{ idempotencyKey: 'same' },
			"'Idempotency Key' is the same for items 0",
		],
		['a bad timeout', {}, { timeoutSeconds: 0 }, "'Timeout (Seconds)' must be a whole number"],
		['too many calls', {}, { maximumCalls: 2 }, 'Maximum Calls'],
	])('refuses %s and names the parameter', async (_, parameters, options, message) => {
		const { status, error } = await placeWithWorkflow({
			parameters: parameters as NodeRun['parameters'],
			options,
		});
		expect(status).toBe('error');
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('No call was placed');
		expect(simulator.requests()).toEqual([]);
	});

	it('keeps to the countries of the credential, and off premium numbers', async () => {
		const abroad = await placeWithWorkflow({
			credential: credential({ allowedCountries: ['US'] }),
		});
		expect(abroad.error?.message).toContain('does not allow calls to');
		const premium = await placeWithWorkflow({ items: [{ phone: '+1 900 555 2671' }] });
		expect(premium.error?.message).toContain('premium-rate');
		expect(simulator.requests()).toEqual([]);
	});

	it('phones the good ones when the user continues on error', async () => {
		const { outputs } = await placeWithWorkflow({
			items: [PEOPLE[0]!, { phone: '+1 415 555', name: 'Bad' }, PEOPLE[2]!],
			node: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]!.map(({ json }) => json.name)).toEqual(['Bad']);
		expect(simulator.calls()).toHaveLength(2);
	});
});

describe('Place with Workflow: what CallCow answers', () => {
	it('says that the Workflow is not known, and to choose it again', async () => {
		const { error } = await placeWithWorkflow({
			items: [PEOPLE[0]!],
			parameters: { workflowId: { __rl: true, mode: 'id', value: 'gone' } },
		});
		expect(error?.message).toBe(
			"CallCow cannot find this 'Workflow' (status 404): Workflow not found",
		);
		expect(error?.description).toContain("This call was not placed. Choose the 'Workflow' again");
		expect(error?.description).toContain(
			'This was item 0 (+1415***2671). Placed in this run: 0 of 1.',
		);
		expect(simulator.requests()).toHaveLength(1);
	});

	it('names in the words of the form what CallCow did not accept', async () => {
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 400,
			body: {
				error: 'Validation failed',
				details: { fieldErrors: { recipient_email: ['Invalid email'] }, formErrors: [] },
			},
		});
		const { error } = await placeWithWorkflow({ items: [PEOPLE[0]!] });
		expect(error?.description).toContain('Recipient Email: Invalid email');
	});

	it.each([409, 410, 422])('speaks of no Prompt when it is %d', async (status) => {
		simulator.fault({ kind: 'answer', callMade: false, status, body: { error: 'Paused' } });
		const { error } = await placeWithWorkflow({ items: [PEOPLE[0]!] });
		expect(error?.message).toBe(`CallCow answered with status ${status}: Paused`);
		expect(error?.description).not.toMatch(/Prompt|Idempotency Key/);
		expect(simulator.requests()).toHaveLength(1);
	});
});

describe('Place with Workflow as a tool', () => {
	const asTool = async (executionId: string, toolCallId: string) =>
		await placeWithWorkflow({
			items: [{ phone: '+14155552671', context: 'Asked about insurance', toolCallId }],
			options: { recipientContext: '={{ $json.context }}' },
			node: { type: 'n8n-nodes-callcow.callCowTool' },
			executionId,
		});

	it('places one call for each tool call', async () => {
		const { status, outputs } = await asTool('tool-1', 'call_a');
		await asTool('tool-1', 'call_a');
		await asTool('tool-1', 'call_b');
		expect(status).toBe('success');
		expect(outputs[0]![0]!.json).toMatchObject({ success: true, workflow_id: FRONT_DESK.id });
		expect(simulator.calls().map(({ recipient_context }) => recipient_context)).toEqual([
			'Asked about insurance',
			'Asked about insurance',
		]);
	});
});
