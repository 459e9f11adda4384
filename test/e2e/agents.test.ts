import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import { readExample, withCredentials } from '../support/example-workflow';
import { phone, resultsRead, rounds, toolOutputs, turns } from '../support/phone-script';
import { itWhereN8nHas } from '../support/tested-version';

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withAgentStage();

describe('what a model is told of the CallCow tool', () => {
	const offered = async (operation: 'place' | 'placeAndWait') => {
		stage.model.play(() => ({ text: 'Nobody needs to be phoned.' }));
		await stage.runAgent({ operation });
		const [conversation] = stage.model.conversations();
		expect(conversation!.tools).toHaveLength(1);
		return conversation!.tools[0]!;
	};

	it.each(['place', 'placeAndWait'] as const)(
		'says for %s that a person is phoned, what a briefing is and how a number is written',
		async (operation) => {
			const tool = await offered(operation);
			expect(tool.name).toBe('Call_a_person');
			for (const word of ['real person', 'briefing', 'who', 'why', 'when', 'where', 'E.164']) {
				expect(tool.description).toContain(word);
			}
			expect(tool.parameters).toMatchObject({
				properties: { Prompt: { type: 'string' }, Recipient_Phone: { type: 'string' } },
				required: ['Prompt', 'Recipient_Phone'],
				additionalProperties: false,
			});
		},
	);

	it('says whether the result of the call comes back', async () => {
		expect((await offered('place')).description).toContain('you do not get its result');
		expect((await offered('placeAndWait')).description).toContain('when the call has ended');
	});
});

describe('Place as a tool', () => {
	it.each(['chatCompletions', 'responses'] as const)(
		'phones once, and the model reads that the call was placed (%s)',
		async (flavour) => {
			stage.model.play(rounds([phone('a', '+1 (415) 555-2671', 'Confirm 3 pm with Sarah')]));
			const execution = await stage.runAgent({ operation: 'place', flavour });

			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
			const [call, ...others] = stage.simulator.calls();
			expect(others).toEqual([]);
			expect(call).toMatchObject({ recipient_phone: SARAH, prompt: 'Confirm 3 pm with Sarah' });
			expect(resultsRead(stage.model)).toEqual({
				a: [
					{
						success: true,
						workflow_id: call!.workflow_id,
						call_id: call!.call_id,
						recipient_phone: SARAH,
						idempotency_key: call!.idempotency_key,
						result_destination: 'none',
						message: expect.stringMatching(/do not say that anyone was reached/),
					},
				],
			});
			expect(stage.model.conversations().map((request) => request.flavour)).toEqual([
				flavour,
				flavour,
			]);
		},
	);

	itWhereN8nHas('severalToolCalls')(
		'takes two tool calls of one turn for two calls, though all they ask for is the same',
		async () => {
			stage.model.play(rounds([phone('a', SARAH, 'Confirm'), phone('b', SARAH, 'Confirm')]));
			await stage.runAgent({ operation: 'place' });

			const keys = stage.simulator.calls().map(({ idempotency_key }) => idempotency_key);
			expect(keys).toHaveLength(2);
			expect(new Set(keys).size).toBe(2);
			const callIds = stage.simulator.calls().map(({ call_id }) => call_id);
			expect(resultsRead(stage.model)).toEqual({
				a: [expect.objectContaining({ call_id: callIds[0] })],
				b: [expect.objectContaining({ call_id: callIds[1] })],
			});
		},
	);

	it('phones again when a later turn repeats a tool call, though the model gives it the same ID', async () => {
		const call = phone('call_0', SARAH);
		stage.model.play(turns([call], [call], [call]));
		const execution = await stage.runAgent({
			operation: 'place',
			toolSettings: { retryOnFail: true },
		});

		const callIds = stage.simulator.calls().map(({ call_id }) => call_id);
		expect(stage.dialled()).toEqual([SARAH, SARAH, SARAH]);
		expect(toolOutputs(execution)).toEqual(
			callIds.map((call_id) => [expect.objectContaining({ success: true, call_id })]),
		);
	});

	itWhereN8nHas('severalToolCalls')(
		'phones everybody of a turn in which all tool calls have the same ID',
		async () => {
			stage.model.play(turns([phone('call_0', SARAH), phone('call_0', ANN)]));
			await stage.runAgent({ operation: 'place' });

			expect(stage.dialled().sort()).toEqual([SARAH, ANN].sort());
		},
	);

	it('phones once in each turn when Retry On Fail repeats the tool', async () => {
		const call = phone('call_0', SARAH);
		for (let turn = 0; turn < 2; turn++) {
			stage.simulator.fault({ kind: 'answer', status: 503, callMade: true });
		}
		stage.model.play(turns([call], [call]));
		await stage.runAgent({
			operation: 'place',
			parameters: { options: { maxRetries: 0 } },
			toolSettings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});

		// Both faults met the first turn: its call was made at the first of three tries.
		expect(stage.dialled()).toEqual([SARAH, SARAH]);
		expect(stage.simulator.requests()).toHaveLength(4);
	});

	it('takes a tool call that is repeated in one turn for one call', async () => {
		stage.model.play(rounds([phone('a', SARAH), phone('a', SARAH)]));
		await stage.runAgent({ operation: 'place' });

		// The process remembers the first one, and need not ask CallCow again.
		expect(stage.simulator.requests()).toHaveLength(1);
		expect(stage.dialled()).toEqual([SARAH]);
	});

	itWhereN8nHas('severalToolCalls')(
		'phones for each item of a batch, though the model gives all tool calls one ID',
		async () => {
			stage.model.play((conversation) =>
				rounds([phone('call_0', conversation.task.includes('Sarah') ? SARAH : ANN)])(conversation),
			);
			await stage.runAgent({
				operation: 'place',
				agentOptions: { batching: { batchSize: 2, delayBetweenBatches: 0 } },
				tasks: ['Phone Sarah', 'Phone Ann'],
			});

			expect(stage.dialled()).toEqual([SARAH, ANN]);
		},
	);

	it('works under an agent older than version 3', async () => {
		stage.model.play(rounds([phone('a', SARAH)]));
		await stage.runAgent({ operation: 'place', agentVersion: 2.2 });

		expect(stage.dialled()).toEqual([SARAH]);
		expect(resultsRead(stage.model)).toMatchObject({ a: [{ recipient_phone: SARAH }] });
	});
});

describe('a call that is refused', () => {
	for (const operation of ['place', 'placeAndWait'] as const) {
		itWhereN8nHas('toolErrors')(
			`tells the model what to do and that nobody was phoned, and the agent goes on (${operation})`,
			async () => {
				stage.model.play(rounds([phone('bad', '(415) 555-2671')], [phone('good', SARAH)]));
				const execution = await stage.runAgent({ operation });

				expect(resultsRead(stage.model)).toMatchObject({
					bad: [
						{
							error: expect.stringMatching(
								/has no country code: .*No call was placed. Ask the user for the number, with \+ and the country code/,
							),
						},
					],
					good: [{ recipient_phone: SARAH }],
				});
				expect(stage.dialled()).toEqual([SARAH]);
				expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
			},
		);
	}

	it('tells so to the model of an agent older than version 3 too', async () => {
		stage.model.play(rounds([phone('bad', '(415) 555-2671')], [phone('good', SARAH)]));
		await stage.runAgent({ operation: 'place', agentVersion: 2.2 });

		expect(resultsRead(stage.model)).toMatchObject({
			bad: [{ error: expect.stringMatching(/has no country code: .*No call was placed/) }],
			good: [{ recipient_phone: SARAH }],
		});
		expect(stage.dialled()).toEqual([SARAH]);
	});

	it('phones once under an agent older than version 3, where each try of Retry On Fail is a new run', async () => {
		stage.simulator.fault({ kind: 'answer', status: 503, callMade: true });
		stage.model.play(rounds([phone('a', SARAH)]));
		await stage.runAgent({
			operation: 'place',
			agentVersion: 2.2,
			parameters: { options: { maxRetries: 0 } },
			toolSettings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});

		expect(stage.dialled()).toEqual([SARAH]);
	});

	it('is one whose arguments n8n has mixed up, under an agent older than version 3', async () => {
		stage.model.play((conversation) =>
			rounds([phone('call_0', conversation.task.includes('Sarah') ? SARAH : ANN)])(conversation),
		);
		await stage.runAgent({
			operation: 'place',
			agentVersion: 2.2,
			agentOptions: { batching: { batchSize: 2 } },
			tasks: ['Phone Sarah', 'Phone Ann'],
		});

		// Of the two items, n8n gives both tool calls the arguments of one.
		const [phoned, ...others] = stage.dialled();
		expect([SARAH, ANN]).toContain(phoned);
		expect(others).toEqual([]);
		const last = (name: string) =>
			stage.model.conversations().findLast(({ task }) => task.includes(name))!.results[0]!.content;
		const [right, wrong] = phoned === SARAH ? ['Sarah', 'Ann'] : ['Ann', 'Sarah'];
		expect(JSON.parse(last(right!))).toEqual([
			expect.objectContaining({ success: true, recipient_phone: phoned }),
		]);
		expect(JSON.parse(last(wrong!))).toEqual([
			{ error: expect.stringMatching(/mixed up the arguments.*No call was placed/) },
		]);
	});

	itWhereN8nHas('toolErrors')('tells the model what CallCow said', async () => {
		stage.simulator.fault({
			kind: 'answer',
			status: 422,
			body: { error: 'Could not generate workflow from prompt' },
			callMade: false,
		});
		stage.model.play(rounds([phone('a', SARAH, 'Call them')]));
		await stage.runAgent({ operation: 'placeAndWait' });

		expect(resultsRead(stage.model)).toEqual({
			a: [
				{
					error: expect.stringMatching(
						/Could not generate workflow.*No call was placed. Write a prompt that says who/,
					),
				},
			],
		});
		expect(stage.dialled()).toEqual([]);
	});

	it.each([2, 2.2])(
		'is every call to wait for under an agent of version %s, and the model reads which version can',
		async (agentVersion) => {
			stage.model.play(rounds([phone('a', SARAH)]));
			const execution = await stage.runAgent({ operation: 'placeAndWait', agentVersion });

			expect(resultsRead(stage.model)).toEqual({
				a: [{ error: expect.stringMatching(/No call was placed.*AI Agent node of version 3/) }],
			});
			expect(stage.simulator.requests()).toEqual([]);
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		},
	);
});

describe('the example of an agent that phones and reports', () => {
	itWhereN8nHas('severalToolCalls')(
		'phones the two people of its task and reports what they said',
		async () => {
			const workflow = withCredentials(
				await readExample('agent-phones-and-reports.json'),
				stage.callCow,
				stage.openAi,
			);
			stage.model.play((conversation) => {
				const { results, task } = conversation;
				if (results.length > 0) {
					return { text: results.map(({ content }) => content).join('\n') };
				}
				const numbers = task.match(/\+\d{8,}/g) ?? [];
				return rounds(numbers.map((number, index) => phone(`call-${index}`, number)))(conversation);
			});
			const execution = await stage.run(workflow, 'When clicking ‘Execute workflow’');

			expect(execution.status).toBe('success');
			expect(stage.dialled().sort()).toEqual([SARAH, ANN]);
			const [report] = itemsOf(execution, 'Report');
			expect(report!.report).toContain('"outcome":"answered"');
			expect(report!.report).toContain('"outcome":"no_answer"');
		},
	);
});
