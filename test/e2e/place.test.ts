import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { N8nClient, StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';
import { connectToTestN8n } from '../support/n8n';
import { registeredUrl, untilForgotten } from '../support/registered-trigger';
import {
	byHand,
	callCow,
	callCowTrigger,
	end,
	list,
	workflowOf,
} from '../support/workflow-builder';

let n8n: N8nClient;
let simulator: Simulator;
let credential: StoredCredential;
const created: string[] = [];

beforeAll(async () => {
	n8n = await connectToTestN8n();
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'answered', afterMs: 200 } },
	});
	credential = await n8n.createCredential({
		name: 'CallCow simulator',
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
	});
});

afterEach(async () => {
	simulator.reset();
	for (const id of created.splice(0)) await n8n.deleteWorkflow(id);
});

afterAll(async () => {
	await n8n.deleteCredential(credential.id);
	await simulator.close();
});

async function create(definition: WorkflowDefinition): Promise<string> {
	const { id } = await n8n.createWorkflow(definition);
	created.push(id);
	return id;
}

const runByHand = async (id: string) =>
	await n8n.waitForExecution(await n8n.run(id, 'By hand'), 30_000);

const PEOPLE = [
	{ name: 'Sarah', phone: '+1 (415) 555-2671' },
	{ name: 'Ann', phone: '0044 20 7946 0958' },
	{ name: 'Jan', phone: '+49 30 901820' },
];

const toEachPerson = (more: IDataObject = {}) => ({
	prompt: '=Confirm the appointment of {{ $json.name }}',
	recipientPhone: '={{ $json.phone }}',
	resultDestination: 'none',
	...more,
});

describe('the way of a call through n8n', () => {
	it('places calls, and their results start the trigger of the same workflow', async () => {
		simulator.script({
			default: { outcome: 'answered', afterMs: 200 },
			numbers: { '+442079460958': { outcome: 'voicemail', afterMs: 200 } },
		});
		const id = await create(
			workflowOf(
				'Place and collect',
				[
					byHand(),
					list(PEOPLE),
					callCow(
						credential,
						toEachPerson({
							resultDestination: 'auto',
							options: { reference: '={{ $json.name }}' },
						}),
					),
					end('Placed'),
				],
				[callCowTrigger(credential), end('Result')],
			),
		);
		await n8n.activate(id);
		await registeredUrl(n8n, id);

		const placing = await runByHand(id);
		expect(placing.status).toBe('success');
		const placed = itemsOf(placing, 'Placed');
		expect(placed.map((item) => [item.recipient_phone, item.result_destination])).toEqual([
			['+14155552671', 'trigger'],
			['+442079460958', 'trigger'],
			['+4930901820', 'trigger'],
		]);

		const results = (await n8n.waitForExecutions(id, 3, 30_000)).map(
			(execution) => itemsOf(execution, 'Result')[0]!,
		);
		expect(results.map(({ reference, outcome }) => `${reference}: ${outcome}`).sort()).toEqual([
			'Ann: voicemail',
			'Jan: answered',
			'Sarah: answered',
		]);
		for (const { name } of PEOPLE) {
			const result = results.find(({ reference }) => reference === name)!;
			const call = placed.find(({ workflow_id }) => workflow_id === result.workflow_id)!;
			expect(result.call_id).toBe(call.call_id);
			expect(call.recipient_phone).toBe(
				simulator.calls().find(({ call_id }) => call_id === result.call_id)!.recipient_phone,
			);
		}
		expect(simulator.calls()).toHaveLength(3);
		expect(simulator.deliveries().map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('says that no result comes back once the workflow is deactivated', async () => {
		const id = await create(
			workflowOf(
				'Deactivated',
				[
					byHand(),
					callCow(credential, {
						prompt: 'Confirm',
						recipientPhone: '+14155552671',
						resultDestination: 'auto',
					}),
				],
				[callCowTrigger(credential), end('Result')],
			),
		);
		await n8n.activate(id);
		await registeredUrl(n8n, id);
		await n8n.deactivate(id);
		await untilForgotten(n8n, id);

		const execution = await runByHand(id);
		expect(itemsOf(execution, 'CallCow')[0]).toMatchObject({ result_destination: 'none' });
		expect(execution.data.resultData.runData.CallCow![0]!.hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('no active CallCow Trigger') }),
		]);
		expect(simulator.calls()[0]).toMatchObject({ callback_url: null });
	});

	it('sends results to the trigger of another workflow', async () => {
		const receiver = await create(
			workflowOf('Receiver', [callCowTrigger(credential), end('Result')]),
		);
		await n8n.activate(receiver);
		const url = await registeredUrl(n8n, receiver);
		const sender = await create(
			workflowOf('Sender', [
				byHand(),
				callCow(credential, {
					prompt: 'Confirm',
					recipientPhone: '+14155552671',
					resultDestination: 'url',
					callbackUrl: url,
					options: { reference: 'row 7' },
				}),
			]),
		);
		expect((await runByHand(sender)).status).toBe('success');
		const [result] = await n8n.waitForExecutions(receiver, 1, 30_000);
		expect(itemsOf(result!, 'Result')[0]).toMatchObject({
			outcome: 'answered',
			reference: 'row 7',
		});
	});
});

describe('one bad number among three', () => {
	const oneBad = [PEOPLE[0]!, { name: 'Bad', phone: '+1 415 555' }, PEOPLE[2]!];

	it('means that nobody is phoned', async () => {
		const id = await create(
			workflowOf('One bad', [byHand(), list(oneBad), callCow(credential, toEachPerson())]),
		);
		const execution = await runByHand(id);
		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject({
			message: "'Recipient Phone' has too few digits: +14***55",
			description: expect.stringContaining('No call was placed'),
			context: expect.objectContaining({ itemIndex: 1 }),
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('goes to the error output when the user wants that, and the others are phoned', async () => {
		const definition = workflowOf(
			'One bad, error output',
			[
				byHand(),
				list(oneBad),
				callCow(credential, toEachPerson(), { onError: 'continueErrorOutput' }),
				end('Placed'),
			],
			[end('Refused')],
		);
		definition.connections.CallCow!.main!.push([{ node: 'Refused', type: 'main', index: 0 }]);
		const execution = await runByHand(await create(definition));
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Placed').map((item) => item.recipient_phone)).toEqual([
			'+14155552671',
			'+4930901820',
		]);
		expect(itemsOf(execution, 'Refused')).toEqual([
			expect.objectContaining({
				name: 'Bad',
				error: "'Recipient Phone' has too few digits: +14***55",
			}),
		]);
		expect(simulator.calls()).toHaveLength(2);
	});
});

describe('the credential', () => {
	const test = async (data: Record<string, string>) =>
		await n8n.testCredential({ ...credential, data });

	it('is accepted with the right key, whether or not Base URL ends in a slash', async () => {
		for (const baseUrl of [simulator.baseUrl, `${simulator.baseUrl}/`]) {
			expect(await test({ apiKey: simulator.apiKey, baseUrl, callbackSecret: '' })).toMatchObject({
				status: 'OK',
			});
		}
		expect(simulator.requests().map(({ path }) => path)).toEqual([
			'/api/workflows',
			'/api/workflows',
		]);
	});

	it('is refused with a wrong key', async () => {
		expect(
			await test({ apiKey: 'ck_live_wrong', baseUrl: simulator.baseUrl, callbackSecret: '' }),
		).toMatchObject({ status: 'Error' });
	});

	it('serves the HTTP Request node too', async () => {
		const id = await create(
			workflowOf('HTTP Request', [
				byHand(),
				{
					...end('HTTP Request'),
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: `${simulator.baseUrl}/workflows`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'callCowApi',
					},
					credentials: { callCowApi: { id: credential.id, name: credential.name } },
				},
			]),
		);
		const execution = await runByHand(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'HTTP Request')[0]).toHaveProperty('workflows');
	});
});
