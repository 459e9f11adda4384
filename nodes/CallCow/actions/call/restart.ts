import type { IExecuteFunctions } from 'n8n-workflow';
import { runExecutionDataOf } from '../../transport/n8nVersions';

/**
 * Lets the agents that this execution waits in go on after a restart of n8n. Never throws: somebody is
 * being phoned already.
 *
 * When n8n starts, it looks through its event log for nodes that had begun and of which the execution
 * holds nothing. Those it takes for crashed, and an execution that waits for one that has failed: its
 * results are answered 409, and nothing goes on. Of an agent that waits for a tool n8n keeps nothing
 * before the agent has said its last word. An empty list of runs is enough for n8n to leave the
 * execution alone, and it means what is true: no run has ended.
 *
 * Executions of the editor stay as they are. There n8n would take the agent for one that has run, when the next
 * node is executed by itself.
 */
export function keepThroughRestart(context: IExecuteFunctions): void {
	if (context.getMode() === 'manual') return;
	const { resultData, executionData } = runExecutionDataOf(context) ?? {};
	if (resultData?.runData === undefined) return;
	for (const { node, metadata } of executionData?.nodeExecutionStack ?? []) {
		// Has asked for tools, and is to run again with what they give.
		if (metadata?.nodeWasResumed === true) resultData.runData[node.name] ??= [];
	}
}
