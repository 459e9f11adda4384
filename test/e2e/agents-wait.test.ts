import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution } from '../../local-n8n/rest-client';
import { startAgentStage, withAgentStage, type AgentStage } from '../support/agent-stage';
import { fromModel } from '../support/agent-workflow';
import { phone, resultsRead, rounds, toolOutputs, turns } from '../support/phone-script';
import { itWhereN8nHas } from '../support/tested-version';
import { byHand, callCow, end, list, node, workflowOf } from '../support/workflow-builder';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const JAN = '+4930901820';

/** What the model reads of a call to each of them: all of it, so that what is small stays small. */
const SARAH_ANSWERED = {
	outcome: 'answered',
	call_summary: 'The person answered and agreed. The task was: Confirm with sarah',
	form_fills: [],
	recipient_phone: SARAH,
};
const ANN_DID_NOT = {
	outcome: 'no_answer',
	call_summary: 'No one picked up. The task was: Confirm with ann',
	form_fills: [],
	recipient_phone: ANN,
};
const JAN_HAS_VOICEMAIL = {
	outcome: 'voicemail',
	call_summary: 'Left a message for Jan.',
	form_fills: [],
	recipient_phone: JAN,
};

const sarah = phone('sarah', SARAH);
const ann = phone('ann', ANN);
const jan = phone('jan', JAN);

const stage = withAgentStage();

/** One minute is the least there is: this agent waits for Ann while the other tests run, begun first and looked at last. */
let inVain: AgentStage;
let waited: Promise<Execution>;

beforeAll(async () => {
	inVain = await startAgentStage();
	inVain.simulator.script({ numbers: { [ANN]: { outcome: 'manual' } } });
	inVain.model.play(rounds([ann, sarah]));
	const parameters = { maximumWaitMinutes: 1 };
	waited = inVain.runAgent({ operation: 'placeAndWait', parameters }, 170_000);
	// Whoever awaits it is told.
	waited.catch(() => undefined);
});

afterAll(async () => {
	await inVain.clear();
	await inVain.close();
});

describe('Place and Wait for Result as a tool', () => {
	describe.each(['chatCompletions', 'responses'] as const)('of a model asked by %s', (flavour) => {
		it('gives the model the result of the call', async () => {
			stage.model.play(rounds([sarah]));
			const execution = await stage.runAgent({ operation: 'placeAndWait', flavour });

			expect(resultsRead(stage.model)).toEqual({ sarah: [SARAH_ANSWERED] });
			expect(stage.dialled()).toEqual([SARAH]);
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		});

		itWhereN8nHas('severalToolCalls')(
			'gives each of two parallel tool calls its own result',
			async () => {
				stage.model.play(rounds([sarah, ann]));
				await stage.runAgent({ operation: 'placeAndWait', flavour });

				expect(resultsRead(stage.model)).toEqual({ sarah: [SARAH_ANSWERED], ann: [ANN_DID_NOT] });
				expect(stage.dialled()).toEqual([SARAH, ANN]);
			},
		);
	});

	itWhereN8nHas('severalToolCalls')(
		'gives each of three parallel tool calls its own result',
		async () => {
			stage.model.play(rounds([jan, sarah, ann]));
			await stage.runAgent({ operation: 'placeAndWait' });

			expect(resultsRead(stage.model)).toEqual({
				jan: [JAN_HAS_VOICEMAIL],
				sarah: [SARAH_ANSWERED],
				ann: [ANN_DID_NOT],
			});
			expect(stage.dialled()).toEqual([JAN, SARAH, ANN]);
		},
	);

	itWhereN8nHas('severalToolCalls')('phones again in later turns', async () => {
		stage.model.play(rounds([ann], [sarah, jan], [phone('again', ANN, 'Confirm with ann')]));
		await stage.runAgent({ operation: 'placeAndWait' });

		expect(resultsRead(stage.model)).toEqual({
			ann: [ANN_DID_NOT],
			sarah: [SARAH_ANSWERED],
			jan: [JAN_HAS_VOICEMAIL],
			again: [ANN_DID_NOT],
		});
		expect(stage.dialled()).toEqual([ANN, SARAH, JAN, ANN]);
	});

	itWhereN8nHas('severalToolCalls')('phones for each item of an agent', async () => {
		stage.model.play((conversation) =>
			rounds([conversation.task.includes('Sarah') ? sarah : ann])(conversation),
		);
		const execution = await stage.runAgent({
			operation: 'placeAndWait',
			tasks: ['Phone Sarah', 'Phone Ann'],
		});

		expect(stage.dialled()).toEqual([SARAH, ANN]);
		const last = (task: string) =>
			stage.model.conversations().findLast((conversation) => conversation.task === task)!.results;
		expect(last('Phone Sarah')).toEqual([
			{ toolCallId: 'sarah', content: JSON.stringify([SARAH_ANSWERED]) },
		]);
		expect(last('Phone Ann')).toEqual([
			{ toolCallId: 'ann', content: JSON.stringify([ANN_DID_NOT]) },
		]);
		expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }, { output: 'Done' }]);
	});

	itWhereN8nHas('severalToolCalls')(
		'phones for each item, though the model gives all tool calls one ID',
		async () => {
			stage.model.play((conversation) =>
				rounds([{ ...(conversation.task.includes('Sarah') ? sarah : ann), id: 'call_0' }])(
					conversation,
				),
			);
			await stage.runAgent({ operation: 'placeAndWait', tasks: ['Phone Sarah', 'Phone Ann'] });

			expect(stage.dialled()).toEqual([SARAH, ANN]);
		},
	);

	it('phones again in a later turn, though the model gives all tool calls one ID', async () => {
		const call = { ...ann, id: 'call_0' };
		stage.model.play(turns([call], [call], [{ ...sarah, id: 'call_0' }]));
		const execution = await stage.runAgent({
			operation: 'placeAndWait',
			toolSettings: { retryOnFail: true },
		});

		expect(stage.dialled()).toEqual([ANN, ANN, SARAH]);
		expect(toolOutputs(execution)).toEqual([[ANN_DID_NOT], [ANN_DID_NOT], [SARAH_ANSWERED]]);
		expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
	});

	itWhereN8nHas('severalToolCalls')(
		'phones once, and waits once, for a tool call that is repeated in one turn',
		async () => {
			const call = { ...ann, id: 'call_0' };
			const same = expect.stringMatching(
				/repeats another one in the same turn.*No call was placed.*has the result/,
			);
			stage.model.play(turns([call, { ...sarah, id: 'call_0' }, call], [call]));
			const execution = await stage.runAgent({ operation: 'placeAndWait' });

			expect(stage.dialled()).toEqual([ANN, SARAH, ANN]);
			expect(toolOutputs(execution)).toEqual([
				[ANN_DID_NOT],
				[SARAH_ANSWERED],
				same,
				[ANN_DID_NOT],
			]);
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		},
	);

	itWhereN8nHas('severalToolCalls')(
		'gives the transcript when the user wants that, and the reference when there is one',
		async () => {
			stage.model.play(
				rounds([
					{ id: 'one', arguments: { ...sarah.arguments, Reference: 'row 1' } },
					{ id: 'two', arguments: { ...sarah.arguments, Reference: 'row 2' } },
				]),
			);
			await stage.runAgent({
				operation: 'placeAndWait',
				parameters: {
					output: 'selectedFields',
					fields: ['call_summary', 'form_fills', 'transcript'],
					options: {
						reference: fromModel('Reference', 'The row of the person'),
					},
				},
			});

			const result = { ...SARAH_ANSWERED, transcript: expect.stringContaining('Yes, that works') };
			expect(resultsRead(stage.model)).toEqual({
				one: [{ ...result, reference: 'row 1' }],
				two: [{ ...result, reference: 'row 2' }],
			});
		},
	);
});

describe('two branches that meet in one waiting node', () => {
	it('are both phoned, and both results come out', async () => {
		const branches = node(
			'If',
			'n8n-nodes-base.if',
			{
				conditions: {
					combinator: 'and',
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [
						{
							id: 'first',
							leftValue: '={{ $json.phone }}',
							rightValue: SARAH,
							operator: { type: 'string', operation: 'equals' },
						},
					],
				},
			},
			{ typeVersion: 2.2 },
		);
		const workflow = workflowOf('Two branches', [
			byHand(),
			list([{ phone: SARAH }, { phone: ANN }]),
			branches,
			callCow(stage.callCow, {
				operation: 'placeAndWait',
				prompt: 'Confirm with you',
				recipientPhone: '={{ $json.phone }}',
			}),
			end('Result'),
		]);
		workflow.connections.If!.main!.push([{ node: 'CallCow', type: 'main', index: 0 }]);
		const execution = await stage.run(workflow);

		expect(stage.dialled().sort()).toEqual([SARAH, ANN]);
		const results = itemsOf(execution, 'Result').map(
			({ recipient_phone, outcome }) => `${recipient_phone}: ${outcome}`,
		);
		expect(results.sort()).toEqual([`${SARAH}: answered`, `${ANN}: no_answer`]);
	});
});

describe('Place and Wait for Result as a tool, when time is up', () => {
	itWhereN8nHas('severalToolCalls')(
		'tells the model of a call without a result in time, and of one that n8n could not place then',
		async () => {
			const execution = await waited;

			expect(resultsRead(inVain.model)).toEqual({
				ann: [
					{
						outcome: 'timed_out',
						call_summary: null,
						form_fills: [],
						recipient_phone: ANN,
						message: expect.stringMatching(/may still be in progress. Do not call again/),
					},
				],
				sarah: [
					{
						error: expect.stringMatching(
							/lost the arguments.*No call was placed.*Use the tool one more time/,
						),
					},
				],
			});
			expect(inVain.dialled()).toEqual([ANN]);
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		},
		180_000,
	);
});
