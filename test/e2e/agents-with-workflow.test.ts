import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import { MADE_IN_CALLCOW } from '../support/agent-workflow';
import { phoneOnly, resultsRead, rounds, turns } from '../support/phone-script';
import { itWhereN8nHas } from '../support/tested-version';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const JAN = '+4930901820';

const sarah = phoneOnly('sarah', SARAH);
const ann = phoneOnly('ann', ANN);
const jan = phoneOnly('jan', JAN);

/** What the model reads of a call: that it was asked for, and of whom. */
const asked = (recipient_phone: string) => [
	expect.objectContaining({ success: true, workflow_id: MADE_IN_CALLCOW.id, recipient_phone }),
];

const withWorkflow = { operation: 'placeWithWorkflow' } as const;

const stage = withAgentStage();

describe('Place with Workflow as a tool', () => {
	it('asks the model for the number only, and tells it that what the AI says is laid down', async () => {
		stage.model.play(() => ({ text: 'Nobody needs to be phoned.' }));
		await stage.runAgent(withWorkflow);

		const [tool] = stage.model.conversations()[0]!.tools;
		expect(tool!.description).toMatch(/real person.*already defines.*you do not get its result/);
		expect(tool!.parameters).toMatchObject({ required: ['Recipient_Phone'] });
	});

	it.each(['chatCompletions', 'responses'] as const)(
		'phones once, and the model reads that the call was asked for (%s)',
		async (flavour) => {
			stage.model.play(rounds([sarah]));
			const execution = await stage.runAgent({ ...withWorkflow, flavour });

			expect(stage.dialled()).toEqual([SARAH]);
			expect(stage.simulator.calls()).toMatchObject([{ workflow_id: MADE_IN_CALLCOW.id }]);
			expect(resultsRead(stage.model)).toEqual({ sarah: asked(SARAH) });
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		},
	);

	itWhereN8nHas('severalToolCalls')('phones everybody of a turn', async () => {
		stage.model.play(rounds([sarah, ann]));
		await stage.runAgent(withWorkflow);

		expect(stage.dialled().sort()).toEqual([SARAH, ANN].sort());
		expect(resultsRead(stage.model)).toEqual({ sarah: asked(SARAH), ann: asked(ANN) });
	});

	it('phones in later turns, the same person too, though the model gives all tool calls one ID', async () => {
		const again = { ...sarah, id: 'call_0' };
		stage.model.play(turns([again], [{ ...ann, id: 'call_0' }], [again]));
		await stage.runAgent(withWorkflow);

		expect(stage.dialled()).toEqual([SARAH, ANN, SARAH]);
	});

	itWhereN8nHas('severalToolCalls')('phones for each item of an agent', async () => {
		stage.model.play((conversation) =>
			rounds([conversation.task.includes('Sarah') ? sarah : jan])(conversation),
		);
		await stage.runAgent({ ...withWorkflow, tasks: ['Phone Sarah', 'Phone Jan'] });

		expect(stage.dialled()).toEqual([SARAH, JAN]);
	});

	itWhereN8nHas('toolErrors')('tells the model of a refusal, and phones nobody', async () => {
		stage.model.play(rounds([phoneOnly('bad', '(415) 555-2671')], [sarah]));
		await stage.runAgent(withWorkflow);

		expect(resultsRead(stage.model)).toEqual({
			bad: [{ error: expect.stringMatching(/country code.*No call was placed/s) }],
			sarah: asked(SARAH),
		});
		expect(stage.dialled()).toEqual([SARAH]);
	});

	it('works under an agent older than version 3', async () => {
		stage.model.play(rounds([sarah]));
		await stage.runAgent({ ...withWorkflow, agentVersion: 2.2 });

		expect(stage.dialled()).toEqual([SARAH]);
		expect(resultsRead(stage.model)).toEqual({ sarah: asked(SARAH) });
	});
});
