import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution } from '../../local-n8n/rest-client';
import { withAgentStage } from '../support/agent-stage';
import {
	agentNode,
	agentTool,
	modelNode,
	phoneTool,
	type CallOperation,
} from '../support/agent-workflow';
import { callTo, rounds } from '../support/phone-script';
import type { Conversation, ModelScript, ToolCall } from '../support/stub-model';
import { describeWhereN8nHas } from '../support/tested-version';
import { byHand, end, list, withSubNode, workflowOf } from '../support/workflow-builder';

/* An agent whose only tool is another agent, and that one phones. */

const describeToday = describeWhereN8nHas('toolCarriers');

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withAgentStage();

/** The outer agent gives the inner one a task. */
const delegate = (id: string, task: string): ToolCall => ({ id, arguments: { Task: task } });

const isInner = ({ tools }: Conversation) => tools[0]?.name === 'Call_a_person';

/** The inner agent phones whom its task names, and then says what it has read of that. */
const receptionist =
	(operation: CallOperation): ModelScript =>
	({ task, results }) =>
		results.length > 0
			? { text: `About ${task}: ${results.map(({ content }) => content).join()}` }
			: { toolCalls: [callTo(operation, 'call_0', task.includes('Sarah') ? SARAH : ANN)] };

interface Versions {
	readonly innerVersion?: number;
	readonly agentVersion?: number;
}

const run = async (operation: CallOperation, outer: ModelScript, versions?: Versions) =>
	await runScripts(operation, outer, receptionist(operation), versions);

async function runScripts(
	operation: CallOperation,
	outer: ModelScript,
	inner: ModelScript,
	{ innerVersion = 3, agentVersion }: Versions = {},
): Promise<Execution> {
	stage.model.play((conversation) => (isInner(conversation) ? inner : outer)(conversation));
	const agent = agentNode({ agentVersion });
	const innerAgent = agentTool(innerVersion);
	const start = workflowOf('Agent in an agent', [
		byHand(),
		list([{ task: 'Phone them' }]),
		agent,
		end('Report'),
	]);
	const withModel = withSubNode(
		start,
		modelNode(stage),
		'ai_languageModel',
		agent.name,
		innerAgent.name,
	);
	const withInner = withSubNode(withModel, innerAgent, 'ai_tool', agent.name);
	return await stage.run(
		withSubNode(withInner, phoneTool({ ...stage, operation }), 'ai_tool', innerAgent.name),
	);
}

/** What the outer model has read at last as the answer to each of its tool calls. */
function read(): Record<string, string> {
	const outer = stage.model.conversations().filter((conversation) => !isInner(conversation));
	return Object.fromEntries(
		outer.flatMap(({ results }) => results.map(({ toolCallId, content }) => [toolCallId, content])),
	);
}

const SAID: Readonly<Record<CallOperation, { sarah: RegExp; ann: RegExp }>> = {
	place: { sarah: /Sarah.*success.*14155552671/, ann: /Ann.*success.*442079460958/ },
	placeAndWait: { sarah: /Sarah.*"answered\\*"/, ann: /Ann.*"no_answer\\*"/ },
	placeWithWorkflow: { sarah: /Sarah.*success.*14155552671/, ann: /Ann.*success.*442079460958/ },
};

describeToday.each(['place', 'placeAndWait', 'placeWithWorkflow'] as const)(
	'an agent as the tool of an agent, with %s',
	(operation) => {
		const sarah = delegate('one', 'Phone Sarah');
		const ann = delegate('two', 'Phone Ann');

		it('phones, and the outer agent reads what came of it', async () => {
			const execution = await run(operation, rounds([sarah]));

			expect(stage.dialled()).toEqual([SARAH]);
			expect(read()).toEqual({ one: expect.stringMatching(SAID[operation].sarah) });
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		});

		it('phones one after the other', async () => {
			await run(operation, rounds([sarah], [ann]));

			expect(stage.dialled()).toEqual([SARAH, ANN]);
			expect(read()).toEqual({
				one: expect.stringMatching(SAID[operation].sarah),
				two: expect.stringMatching(SAID[operation].ann),
			});
		});

		it('phones for both of two tasks at once', async () => {
			await run(operation, rounds([sarah, ann]));

			expect(stage.dialled().sort()).toEqual([SARAH, ANN].sort());
			expect(read()).toEqual({
				one: expect.stringMatching(SAID[operation].sarah),
				two: expect.stringMatching(SAID[operation].ann),
			});
		});
	},
);

describeToday('an agent as the tool of an agent, which phones two people at once', () => {
	it('waits for both results, and the outer agent reads them', async () => {
		const inner = rounds([
			callTo('placeAndWait', 'sarah', SARAH),
			callTo('placeAndWait', 'ann', ANN),
		]);
		const outer = rounds([delegate('one', 'Phone Sarah and Ann')]);
		await runScripts('placeAndWait', outer, (conversation) =>
			conversation.results.length > 0
				? { text: conversation.results.map(({ content }) => content).join() }
				: inner(conversation),
		);

		expect(stage.dialled()).toEqual([SARAH, ANN]);
		expect(read().one).toMatch(/"answered\\*".*"no_answer\\*"/);
	});
});

describeToday('agents of different versions in one another', () => {
	const sarah = delegate('one', 'Phone Sarah');

	it.each(['place', 'placeWithWorkflow'] as const)(
		'phone with %s, where the inner one is older than version 3',
		async (operation) => {
			await run(operation, rounds([sarah]), { innerVersion: 2.2 });

			expect(stage.dialled()).toEqual([SARAH]);
			expect(read()).toEqual({ one: expect.stringMatching(SAID[operation].sarah) });
		},
	);

	it('do not wait where the inner one is older than version 3, phone nobody, and read which version can', async () => {
		await run('placeAndWait', rounds([sarah]), { innerVersion: 2.2 });

		expect(stage.simulator.requests()).toEqual([]);
		expect(read()).toEqual({
			one: expect.stringMatching(/No call was placed.*version 3/),
		});
	});

	// n8n 2.41.1: an AI Agent Tool of version 3 hands its tool calls to the engine, which an older agent is not run by.
	it.each(['place', 'placeAndWait', 'placeWithWorkflow'] as const)(
		'phone nobody with %s, where only the outer one is older than version 3',
		async (operation) => {
			const execution = await run(operation, rounds([sarah]), { agentVersion: 2.2 });

			expect(stage.simulator.requests()).toEqual([]);
			const [{ error } = { error: undefined }] = execution.data.resultData.runData.Receptionist!;
			expect(error?.message).toMatch(/engine request to its parent agent/);
		},
	);
});
