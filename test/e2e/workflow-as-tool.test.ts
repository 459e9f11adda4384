import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import { agentNode, modelNode, type CallOperation } from '../support/agent-workflow';
import { phone, rounds } from '../support/phone-script';
import { describeWhereN8nHas } from '../support/tested-version';
import { byHand, end, list, withSubNode, workflowOf } from '../support/workflow-builder';
import { phoningWorkflow, workflowTool } from '../support/workflow-tool';

/* An agent whose tool is a workflow, and that one phones: n8n's Call n8n Workflow Tool. */

const describeToday = describeWhereN8nHas('toolCarriers');

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withAgentStage();

/** Publishes a workflow that phones, and runs an agent that has it as its tool. */
async function run(operation: CallOperation, agentVersion?: number) {
	const phoning = await stage.createPublished(phoningWorkflow(stage.callCow, operation));
	const agent = agentNode({ agentVersion });
	const start = workflowOf('Agent with a workflow', [
		byHand(),
		list([{ task: 'Phone them' }]),
		agent,
		end('Report'),
	]);
	const withModel = withSubNode(start, modelNode(stage), 'ai_languageModel', agent.name);
	const tool = workflowTool(phoning);
	return {
		phoning,
		execution: await stage.run(withSubNode(withModel, tool, 'ai_tool', agent.name)),
	};
}

/** What the model has read at last as the answer to each of its tool calls. */
const read = (): Record<string, string> =>
	Object.fromEntries(
		stage.model
			.conversations()
			.at(-1)!
			.results.map(({ toolCallId, content }) => [toolCallId, content]),
	);

const sarah = phone('sarah', SARAH);
const ann = phone('ann', ANN);

const PLACED = {
	sarah: expect.stringMatching(/success.*14155552671/s),
	ann: expect.stringMatching(/success.*442079460958/s),
};
const ENDED = {
	sarah: expect.stringMatching(/"answered".*14155552671/s),
	ann: expect.stringMatching(/"no_answer".*442079460958/s),
};

describeToday.each(['place', 'placeWithWorkflow'] as const)(
	'a workflow as a tool, which phones with %s',
	(operation) => {
		it('phones whoever is asked for at once, and again later', async () => {
			stage.model.play(rounds([sarah, ann], [{ ...sarah, id: 'again' }]));
			await run(operation);

			expect(stage.dialled().sort()).toEqual([SARAH, SARAH, ANN].sort());
			expect(read()).toEqual({ ...PLACED, again: PLACED.sarah });
		});

		it('phones under an agent older than version 3', async () => {
			stage.model.play(rounds([sarah]));
			await run(operation, 2.2);

			expect(stage.dialled()).toEqual([SARAH]);
			expect(read()).toEqual({ sarah: PLACED.sarah });
		});
	},
);

describeToday('a workflow as a tool, which phones with placeAndWait', () => {
	it('gives the model the result of one call after the other', async () => {
		stage.model.play(rounds([sarah], [ann]));
		const { execution } = await run('placeAndWait');

		expect(stage.dialled()).toEqual([SARAH, ANN]);
		expect(read()).toEqual(ENDED);
		expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
	});

	// n8n 2.41.1 disables the node of the tool when the first call has ended: the CallCow tool itself knows how to
	// keep that from happening, n8n's tool does not.
	it('phones the first of two that are asked for at once only, and the model reads its own arguments as the second answer', async () => {
		stage.model.play(rounds([sarah, ann]));
		const { execution } = await run('placeAndWait');

		expect(stage.dialled()).toEqual([SARAH]);
		expect(read().sarah).toEqual(ENDED.sarah);
		expect(JSON.parse(read().ann!)).toEqual([
			expect.objectContaining({ toolCallId: 'ann', ...ann.arguments }),
		]);
		expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
	});

	// n8n 2.41.1: the node is in an execution of its own and can wait; that nobody waits for that, it cannot know.
	it('phones under an agent older than version 3 too, which ends without the result: that is in the execution of the workflow', async () => {
		stage.model.play(rounds([sarah]));
		const { phoning, execution } = await run('placeAndWait', 2.2);

		expect(execution.status).toBe('success');
		expect(read()).toEqual({ sarah: expect.stringContaining('Sub-workflow is paused') });
		const [{ id } = { id: '' }] = await stage.n8n.executions({ workflowId: phoning });
		const inner = await stage.n8n.waitForExecution(id, 30_000);
		expect(itemsOf(inner, 'CallCow')).toMatchObject([{ outcome: 'answered' }]);
		expect(stage.dialled()).toEqual([SARAH]);
	});
});
