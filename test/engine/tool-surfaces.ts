import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { surroundings, type NodeRun } from './engine';

/** The ways in which n8n runs a node as a tool, beside that of its engine. */
export type ToolSurface =
	/** Over the MCP Server Trigger: in the webhook's context, without an execution. */
	| 'mcp'
	/** The same in queue mode: on a worker, in an execution that has ended. */
	| 'mcpOnWorker'
	/** By an agent older than version 3. */
	| 'oldAgent'
	/** By n8n's own assistants, which run a node like a workflow's, without an execution. */
	| 'assistant';

export const toolSurfaces: readonly ToolSurface[] = ['mcp', 'mcpOnWorker', 'oldAgent', 'assistant'];

const PARENTS: Readonly<Record<ToolSurface, string | undefined>> = {
	mcp: '@n8n/n8n-nodes-langchain.mcpTrigger',
	mcpOnWorker: '@n8n/n8n-nodes-langchain.mcpTrigger',
	oldAgent: '@n8n/n8n-nodes-langchain.agent',
	assistant: undefined,
};

const node = (type: string): INode => ({
	id: 'parent',
	name: 'Parent',
	type,
	typeVersion: 2,
	position: [0, 0],
	parameters: {},
});

/**
 * Lets a surface use the tool once, in a new context as n8n makes it, and gives the items.
 *
 * @param earlier what another use, under way at the same time, has given n8n as the same run
 * @throws what the node throws: what becomes of that is up to the surface
 */
export async function useTool(
	surface: ToolSurface,
	given: NodeRun,
	args: IDataObject,
	earlier?: IDataObject,
): Promise<IDataObject[]> {
	const hasExecution = surface === 'mcpOnWorker' || surface === 'oldAgent';
	const { workflow, additionalData, node: type } = surroundings(given);
	if (!hasExecution) delete (additionalData as { executionId?: string }).executionId;
	const tool = workflow.getNode('CallCow')!;
	const items: INodeExecutionData[] = [{ json: args }];
	const runData = createRunExecutionData({});
	const inputData = { main: [items] };
	const executeData = { node: tool, data: inputData, source: null };
	const mode: WorkflowExecuteMode = surface === 'assistant' ? 'internal' : 'webhook';
	const { [surface]: parentType } = PARENTS;
	let context;
	if (parentType === undefined) {
		context = new ExecuteContext(
			workflow,
			tool,
			additionalData,
			mode,
			runData,
			0,
			items,
			inputData,
			executeData,
			[],
		);
	} else {
		context = new SupplyDataContext(
			workflow,
			tool,
			additionalData,
			mode,
			runData,
			0,
			items,
			inputData,
			'ai_tool',
			executeData,
			[],
			undefined,
			node(parentType),
		);
		if (earlier !== undefined) context.addInputData('ai_tool', [[{ json: earlier }]]);
		context.addInputData('ai_tool', [items]);
	}
	const [output] = (await type.execute!.call(context as unknown as IExecuteFunctions)) as [
		INodeExecutionData[],
	];
	return output.map(({ json }) => json);
}
