import * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode, IRunExecutionData } from 'n8n-workflow';

/* What older versions of n8n offer in another way than the one whose types are known here: all of it. */

/** Waits, or throws as soon as the signal fires. */
export type Sleep = (delayMs: number, signal?: AbortSignal) => Promise<void>;

/**
 * n8n's own sleep, because published nodes may not touch timers. In n8n 1 the one with a signal has
 * another name.
 */
export const sleep: Sleep = async (delayMs, signal) => {
	const { sleepWithAbort } = n8nWorkflow as { sleepWithAbort?: Sleep };
	await (sleepWithAbort ?? n8nWorkflow.sleep)(delayMs, signal);
};

/**
 * Whether n8n passes on other outputs than the first when a waiting execution goes on, which it does
 * since 2.39. An older one drops what stands there.
 *
 * No node is told of that, nor of n8n's version. This export came with the same release.
 */
export function passesOnAllOutputs(exports: object = n8nWorkflow): boolean {
	return 'checkNodesApiVersion' in exports;
}

/**
 * Whether n8n takes an item for an error whose JSON holds `details` beside `error` and `message`, which it
 * does since 2.38. The export is of 2.39.
 */
export function takesErrorDetails(exports: object = n8nWorkflow): boolean {
	return passesOnAllOutputs(exports);
}

/**
 * Whether an AI agent runs the node itself, as agents older than version 3 do; for newer ones, n8n runs
 * it like any other node.
 *
 * n8n 1 and the first n8n 2 have no such question. There, only the functions that an agent runs a tool with can be cloned.
 */
export function isRunByAgent(
	context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> & { cloneWith?: unknown },
): boolean {
	return context.isToolExecution?.() ?? context.cloneWith !== undefined;
}

/** How n8n's expressions name an execution that there is not. */
const NO_EXECUTION = '__UNKNOWN__';

/**
 * The execution that the node runs in. Undefined where there is none, whatever n8n's types say: over
 * the MCP Server Trigger, for example, and in n8n's own assistants.
 */
export function executionIdOf(
	context: Pick<IExecuteFunctions, 'getExecutionId'>,
): string | undefined {
	const id: unknown = context.getExecutionId();
	if (typeof id !== 'string' && typeof id !== 'number') return undefined;
	return id === '' || id === NO_EXECUTION ? undefined : String(id);
}

/**
 * The type of the node that runs this one as its tool, where n8n tells. There is no question for it:
 * n8n keeps it for its own records.
 */
export function parentNodeTypeOf(context: object): string | undefined {
	const { parentNode } = context as { parentNode?: { type?: unknown } };
	return typeof parentNode?.type === 'string' ? parentNode.type : undefined;
}

/**
 * What n8n keeps of the execution: which nodes have run, and which are to run. There is no question for it:
 * n8n keeps it for its own records.
 */
export function runExecutionDataOf(context: object): Partial<IRunExecutionData> | undefined {
	return (context as { runExecutionData?: Partial<IRunExecutionData> }).runExecutionData;
}

/** What n8n keeps of one run of a node that a model has asked for. */
export interface ToolRun {
	/** The node that has handed the tool call over. */
	readonly from: string | undefined;
	/** What came with the tool call. */
	readonly input: IDataObject;
	/** What the run gave; undefined before it has given anything. */
	readonly output: IDataObject | undefined;
}

/** All runs of a node that a model has asked for, those of the same turn that are still to come included. */
export function toolRunsOf(context: object, nodeName: string): ToolRun[] {
	const runs = runExecutionDataOf(context)?.resultData?.runData[nodeName] ?? [];
	return runs.map(({ source, inputOverride, data }) => ({
		from: source?.[0]?.previousNode,
		input: inputOverride?.ai_tool?.[0]?.[0]?.json ?? {},
		output: data?.ai_tool?.[0]?.[0]?.json,
	}));
}

/** Whether that node asks a person before it hands a tool call over. n8n ends the types of those that way. */
export function isReviewNode(context: object, nodeName: string): boolean {
	const { workflow } = context as { workflow?: { getNode?(name: string): INode | null } };
	return workflow?.getNode?.(nodeName)?.type.endsWith('HitlTool') ?? false;
}
