import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import { agentTool, modelNode, phoneTool, type CallOperation } from '../support/agent-workflow';
import { withMcpStage, type ToolAnswer } from '../support/mcp-stage';
import { callTo } from '../support/phone-script';
import { describeWhereN8nHas } from '../support/tested-version';
import { phoningWorkflow, workflowTool } from '../support/workflow-tool';

/* The MCP Server Trigger with a tool that phones by another one: an agent, or a workflow. */

const describeToday = describeWhereN8nHas('toolCarriers');

const SARAH = '+14155552671';

const stage = withAgentStage();
const mcp = withMcpStage();

describeToday('an agent behind the MCP Server Trigger', () => {
	async function ask(operation: CallOperation, version: number): Promise<ToolAnswer> {
		stage.model.play(({ results }) =>
			results.length > 0
				? { text: `I have read: ${results[0]!.content}` }
				: { toolCalls: [callTo(operation, 'a', SARAH)] },
		);
		const { connect } = await mcp.serveTool(
			agentTool(version),
			[modelNode(stage), 'ai_languageModel'],
			[phoneTool({ ...stage, operation }), 'ai_tool'],
		);
		return await (await connect()).use({ Task: 'Phone Sarah' });
	}

	it.each(['place', 'placeWithWorkflow'] as const)(
		'phones with %s, where it is older than version 3',
		async (operation) => {
			const { isError, text } = await ask(operation, 2.2);

			expect(stage.dialled()).toEqual([SARAH]);
			expect(isError).toBe(false);
			expect(text).toMatch(/I have read.*success.*14155552671/);
		},
	);

	it('does not wait, phones nobody, and reads what to do instead', async () => {
		const { text } = await ask('placeAndWait', 2.2);

		expect(stage.simulator.requests()).toEqual([]);
		expect(text).toMatch(/I have read.*No call was placed.*Place operation/);
	});

	// n8n 2.41.1: an AI Agent Tool of version 3 hands its tool calls to the engine, which does not run it here.
	it.each(['place', 'placeAndWait', 'placeWithWorkflow'] as const)(
		'phones nobody with %s, where it is of version 3, and the client reads an error of n8n',
		async (operation) => {
			expect(await ask(operation, 3)).toEqual({
				isError: true,
				text: expect.stringContaining('engine request to its parent agent'),
			});
			expect(stage.simulator.requests()).toEqual([]);
		},
	);
});

describeToday('a workflow behind the MCP Server Trigger', () => {
	/** Asks for one call, and gives what the client reads and what the execution of the workflow has at last. */
	async function ask(operation: CallOperation) {
		const workflowId = await stage.createPublished(phoningWorkflow(stage.callCow, operation));
		const { connect } = await mcp.serveTool(workflowTool(workflowId));
		const answer = await (await connect()).phone(SARAH);
		const [execution] = await stage.n8n.executions({ workflowId });
		const ended = await stage.n8n.waitForExecution(execution!.id, 30_000);
		return { answer, items: itemsOf(ended, 'CallCow') };
	}

	it.each(['place', 'placeWithWorkflow'] as const)('phones with %s', async (operation) => {
		const { answer } = await ask(operation);

		expect(stage.dialled()).toEqual([SARAH]);
		expect(answer.isError).toBe(false);
		expect(JSON.parse(answer.text)).toMatchObject([{ success: true, recipient_phone: SARAH }]);
	});

	// n8n 2.41.1: the node is in an execution of its own and can wait; that nobody waits for that, it cannot know.
	it('phones with placeAndWait, but the client reads that it is paused: the result is in the execution of the workflow', async () => {
		const { answer, items } = await ask('placeAndWait');

		expect(stage.dialled()).toEqual([SARAH]);
		expect(answer).toEqual({
			isError: false,
			text: expect.stringContaining('Sub-workflow is paused'),
		});
		expect(items).toMatchObject([{ outcome: 'answered', recipient_phone: SARAH }]);
	});
});
