import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import type { CallOperation } from '../support/agent-workflow';
import { startMcpStage } from '../support/mcp-stage';
import { callTo, resultsRead, rounds, toolOutputs, turns } from '../support/phone-script';
import { describeWhereN8nHas } from '../support/tested-version';

/* Models that do not give what they are asked for: nobody is phoned whom nobody meant. */

const describeToday = describeWhereN8nHas('toolCarriers');

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withAgentStage();

const NOBODY = /No call was placed/;

/** What a model may write for the number instead of a number as it should be, and what it has to read of that. */
const NUMBERS: Readonly<Record<string, { given: unknown; says: RegExp }>> = {
	'as a JSON number': { given: 14155552671, says: /'Recipient Phone'.*country code/ },
	'as a national JSON number': { given: 4155552671, says: /'Recipient Phone'.*country code/ },
	'without a plus': { given: '14155552671', says: /'Recipient Phone'.*country code/ },
	'as a name': { given: 'Sarah', says: /'Recipient Phone'/ },
	'as a placeholder': { given: '<phone number>', says: /'Recipient Phone'/ },
	'as the word null': { given: 'null', says: /'Recipient Phone'/ },
	empty: { given: '', says: /'Recipient Phone'.*empty/ },
	null: { given: null, says: /'Recipient Phone'.*empty/ },
	'as a list': { given: [SARAH, ANN], says: /'Recipient Phone'/ },
	'as two in one': { given: `${SARAH}, ${ANN}`, says: /'Recipient Phone'/ },
	'not at all': { given: undefined, says: /'Recipient Phone'.*empty/ },
};

/** And for the prompt. */
const PROMPTS: Readonly<Record<string, { given: unknown; says: RegExp }>> = {
	empty: { given: '', says: /Prompt.*empty/ },
	null: { given: null, says: /Prompt.*empty/ },
	'as an object': { given: { who: 'Sarah' }, says: /Prompt.*object/ },
	'not at all': { given: undefined, says: /Prompt.*empty/ },
};

interface WrongCall {
	readonly id: string;
	readonly arguments: IDataObject;
	readonly says: RegExp;
}

const wrongCalls = (operation: CallOperation): WrongCall[] => {
	const right = callTo(operation, 'right', SARAH).arguments;
	const wrong = (field: string, all: typeof NUMBERS) =>
		Object.entries(all).map(([name, { given, says }]) => ({
			id: `${field} ${name}`,
			arguments: { ...right, [field]: given } as IDataObject,
			says,
		}));
	return [
		...wrong('Recipient_Phone', NUMBERS),
		...(operation === 'placeWithWorkflow' ? [] : wrong('Prompt', PROMPTS)),
	];
};

const operations = ['place', 'placeAndWait', 'placeWithWorkflow'] as const;
const flavours = ['chatCompletions', 'responses'] as const;

describeToday.each(flavours)('a model asked by %s', (flavour) => {
	for (const operation of operations) {
		it(`reads of each wrong call what is wrong with it, nobody is phoned, and a right one works after that (${operation})`, async () => {
			const wrong = wrongCalls(operation);
			stage.model.play(rounds(wrong, [callTo(operation, 'right', SARAH)]));
			const execution = await stage.runAgent({ operation, flavour });

			const { right, ...read } = resultsRead(stage.model);
			expect(read).toEqual(
				Object.fromEntries(
					wrong.map(({ id, says }) => [id, [{ error: expect.stringMatching(says) }]]),
				),
			);
			for (const answer of Object.values(read)) {
				expect(answer).toEqual([{ error: expect.stringMatching(NOBODY) }]);
			}
			expect(right).toEqual([expect.objectContaining({ recipient_phone: SARAH })]);
			expect(stage.dialled()).toEqual([SARAH]);
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		});
	}

	it('changes nothing by fields that it was not asked for', async () => {
		const { arguments: asked } = callTo('place', 'a', SARAH);
		const more = {
			recipientPhone: ANN,
			recipient_phone: ANN,
			callbackUrl: 'https://example.com/',
			options: { maximumCalls: 100 },
			resultDestination: 'url',
		};
		stage.model.play(rounds([{ id: 'a', arguments: { ...asked, ...more } }]));
		await stage.runAgent({ operation: 'place', flavour });

		expect(stage.simulator.calls()).toMatchObject([
			{ recipient_phone: SARAH, prompt: asked.Prompt },
		]);
		expect(stage.simulator.calls()[0]!.callback_url ?? null).toBeNull();
	});

	it('is phoned for once when it repeats a refused call rightly, with the same ID', async () => {
		stage.model.play(
			turns([callTo('place', 'call_0', 'Sarah')], [callTo('place', 'call_0', SARAH)]),
		);
		const execution = await stage.runAgent({ operation: 'place', flavour });

		expect(stage.dialled()).toEqual([SARAH]);
		expect(toolOutputs(execution)).toEqual([
			expect.stringMatching(NOBODY),
			[expect.objectContaining({ success: true, recipient_phone: SARAH })],
		]);
	});

	// n8n 2.41.1 leaves such a call out, and asks the model anew.
	it('has nobody phoned by a tool that there is not', async () => {
		stage.model.play(
			turns([{ id: 'a', name: 'make_call', arguments: { Recipient_Phone: SARAH } }]),
		);
		const execution = await stage.runAgent({ operation: 'place', flavour });

		expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		expect(stage.simulator.requests()).toEqual([]);
	});

	it('reads that a call may have been placed, and phones nobody twice when it asks for it again', async () => {
		stage.simulator.fault({ kind: 'answer', status: 503, callMade: true });
		stage.model.play(rounds([callTo('place', 'a', SARAH)], [callTo('place', 'b', SARAH)]));
		await stage.runAgent({
			operation: 'place',
			flavour,
			parameters: { options: { maxRetries: 0 } },
		});

		expect(resultsRead(stage.model)).toEqual({
			a: [{ error: expect.stringMatching(/may or may not have been placed/) }],
			b: [expect.objectContaining({ success: true, recipient_phone: SARAH })],
		});
		expect(stage.dialled()).toEqual([SARAH]);
	});
});

describeToday('arguments that do not fit the schema that n8n has told the model', () => {
	const number = { ...callTo('place', 'a', SARAH).arguments, Recipient_Phone: 14155552671 };

	it('end the execution under an agent older than version 3, which phones nobody', async () => {
		stage.model.play(rounds([{ id: 'a', arguments: number }]));
		const { status, data } = await stage.runAgent({ operation: 'place', agentVersion: 2.2 });

		expect(status).toBe('error');
		expect(data.resultData.error?.message).toMatch(/did not match expected schema/);
		expect(stage.simulator.requests()).toEqual([]);
	});

	it('are an error for an MCP client, and nobody is phoned', async () => {
		const mcp = await startMcpStage();
		try {
			const { connect } = await mcp.serve({ parameters: { operation: 'place' } });
			const { client } = await connect();
			const answer = await client.callTool({ name: 'Call_a_person', arguments: number });

			expect(answer).toMatchObject({
				isError: true,
				content: [{ text: expect.stringMatching(/did not match.*Recipient_Phone/s) }],
			});
			expect(mcp.simulator.requests()).toEqual([]);
		} finally {
			await mcp.clear();
			await mcp.close();
		}
	});
});
