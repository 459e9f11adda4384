import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import { withCallStage } from '../support/call-stage';
import { registeredUrl, untilForgotten } from '../support/registered-trigger';
import {
	byHand,
	callCow,
	callCowTrigger,
	end,
	list,
	workflowOf,
} from '../support/workflow-builder';

const stage = withCallStage({ script: { default: { outcome: 'answered', afterMs: 200 } } });

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
		stage.simulator.script({
			default: { outcome: 'answered', afterMs: 200 },
			numbers: { '+442079460958': { outcome: 'voicemail', afterMs: 200 } },
		});
		const id = await stage.create(
			workflowOf(
				'Place and collect',
				[
					byHand(),
					list(PEOPLE),
					callCow(
						stage.callCow,
						toEachPerson({
							resultDestination: 'auto',
							options: { reference: '={{ $json.name }}' },
						}),
					),
					end('Placed'),
				],
				[callCowTrigger(stage.callCow), end('Result')],
			),
		);
		await stage.n8n.activate(id);
		await registeredUrl(stage.n8n, id);

		const placing = await stage.run(id);
		expect(placing.status).toBe('success');
		const placed = itemsOf(placing, 'Placed');
		expect(placed.map((item) => [item.recipient_phone, item.result_destination])).toEqual([
			['+14155552671', 'trigger'],
			['+442079460958', 'trigger'],
			['+4930901820', 'trigger'],
		]);

		const results = (await stage.n8n.waitForExecutions(id, 3, 30_000)).map(
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
				stage.simulator.calls().find(({ call_id }) => call_id === result.call_id)!.recipient_phone,
			);
		}
		expect(stage.simulator.calls()).toHaveLength(3);
		expect(stage.simulator.deliveries().map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('says that no result comes back once the workflow is deactivated', async () => {
		const id = await stage.create(
			workflowOf(
				'Deactivated',
				[
					byHand(),
					callCow(stage.callCow, {
						prompt: 'Confirm',
						recipientPhone: '+14155552671',
						resultDestination: 'auto',
					}),
				],
				[callCowTrigger(stage.callCow), end('Result')],
			),
		);
		await stage.n8n.activate(id);
		await registeredUrl(stage.n8n, id);
		await stage.n8n.deactivate(id);
		await untilForgotten(stage.n8n, id);

		const execution = await stage.run(id);
		expect(itemsOf(execution, 'CallCow')[0]).toMatchObject({ result_destination: 'none' });
		expect(execution.data.resultData.runData.CallCow![0]!.hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('no active CallCow Trigger') }),
		]);
		expect(stage.simulator.calls()[0]).toMatchObject({ callback_url: null });
	});

	it('sends results to the trigger of another workflow', async () => {
		const receiver = await stage.create(
			workflowOf('Receiver', [callCowTrigger(stage.callCow), end('Result')]),
		);
		await stage.n8n.activate(receiver);
		const url = await registeredUrl(stage.n8n, receiver);
		const sender = await stage.create(
			workflowOf('Sender', [
				byHand(),
				callCow(stage.callCow, {
					prompt: 'Confirm',
					recipientPhone: '+14155552671',
					resultDestination: 'url',
					callbackUrl: url,
					options: { reference: 'row 7' },
				}),
			]),
		);
		expect((await stage.run(sender)).status).toBe('success');
		const [result] = await stage.n8n.waitForExecutions(receiver, 1, 30_000);
		expect(itemsOf(result!, 'Result')[0]).toMatchObject({
			outcome: 'answered',
			reference: 'row 7',
		});
	});
});

describe('one bad number among three', () => {
	const oneBad = [PEOPLE[0]!, { name: 'Bad', phone: '+1 415 555' }, PEOPLE[2]!];

	it('goes to the error output when the user wants that, and the others are phoned', async () => {
		const definition = workflowOf(
			'One bad, error output',
			[
				byHand(),
				list(oneBad),
				callCow(stage.callCow, toEachPerson(), { onError: 'continueErrorOutput' }),
				end('Placed'),
			],
			[end('Refused')],
		);
		definition.connections.CallCow!.main!.push([{ node: 'Refused', type: 'main', index: 0 }]);
		const execution = await stage.run(definition);
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
		expect(stage.simulator.calls()).toHaveLength(2);
	});
});

describe('the credential', () => {
	const test = async (data: Record<string, string>) =>
		await stage.n8n.testCredential({ ...stage.callCow, data });

	it('is accepted with the right key, whether or not Base URL ends in a slash', async () => {
		for (const baseUrl of [stage.simulator.baseUrl, `${stage.simulator.baseUrl}/`]) {
			expect(
				await test({ apiKey: stage.simulator.apiKey, baseUrl, callbackSecret: '' }),
			).toMatchObject({
				status: 'OK',
			});
		}
		expect(stage.simulator.requests().map(({ path }) => path)).toEqual([
			'/api/workflows',
			'/api/workflows',
		]);
	});

	it('is refused with a wrong key', async () => {
		expect(
			await test({ apiKey: 'ck_live_wrong', baseUrl: stage.simulator.baseUrl, callbackSecret: '' }),
		).toMatchObject({ status: 'Error' });
	});

	it('serves the HTTP Request node too', async () => {
		const id = await stage.create(
			workflowOf('HTTP Request', [
				byHand(),
				{
					...end('HTTP Request'),
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: `${stage.simulator.baseUrl}/workflows`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'callCowApi',
					},
					credentials: { callCowApi: { id: stage.callCow.id, name: stage.callCow.name } },
				},
			]),
		);
		const execution = await stage.run(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'HTTP Request')[0]).toHaveProperty('workflows');
	});
});
