import type { Execution } from '../../../local-n8n/rest-client';
import { endOfExecution } from '../../measuring/execution-end';
import { watchMemory } from '../../measuring/memory-watch';
import { meterRequests } from '../../measuring/request-meter';
import { until } from '../../measuring/until';
import { nodeRunOf, type NodeRun, type TimeSpan } from './node-run';
import type { CallingWorkflow, Workbench } from './workbench';

const runWithinMs = 60_000;
const lookAtRequestsEveryMs = 20;

/** Runs a workflow and tells what its node came to. The simulator forgets what was before. */
export async function runOnce(
	{ n8n, simulator, signal }: Workbench,
	workflow: CallingWorkflow,
	answerMs: number,
	watchesMemory = false,
): Promise<NodeRun> {
	const { phones } = workflow;
	simulator.reset();
	if (answerMs > 0) {
		simulator.fault({ kind: 'slow', delayMs: answerMs, times: Number.MAX_SAFE_INTEGER });
	}
	const meter = meterRequests(simulator.port);
	const memory = watchMemory(watchesMemory ? n8n.pid : undefined);
	try {
		const before = performance.eventLoopUtilization();
		const executionId = await n8n.client.run(workflow.id, 'By hand');
		// n8n is asked nothing before that: it would have less time for the node.
		// A node that fails sends less, and is not waited for any longer than that.
		await until(() => meter.requests().length >= phones.length || undefined, {
			everyMs: lookAtRequestsEveryMs,
			withinMs: runWithinMs,
			signal,
		});
		const simulatorBusyMs = performance.eventLoopUtilization(before).active;
		const execution = await endOfExecution(
			n8n.client,
			{ id: executionId, workflowId: workflow.id },
			runWithinMs,
			signal,
		);
		return nodeRunOf({
			phones,
			phoned: simulator.calls().map(({ recipient_phone }) => recipient_phone),
			requests: meter.requests(),
			node: spanOfNode(execution, workflow.nodeName),
			execution: spanOf(execution),
			ending: execution.status,
			simulatorBusyMs,
			memory: await memory.stop(),
		});
	} finally {
		meter.stop();
		await memory.stop();
	}
}

function spanOf({ startedAt, stoppedAt }: Execution): TimeSpan {
	return { startedAtMs: Date.parse(startedAt), endedAtMs: Date.parse(stoppedAt ?? '') };
}

function spanOfNode({ id, data }: Execution, nodeName: string): TimeSpan {
	const run = data.resultData.runData[nodeName]?.[0];
	if (run === undefined) throw new Error(`"${nodeName}" did not run in execution ${id}`);
	return { startedAtMs: run.startTime, endedAtMs: run.startTime + run.executionTime };
}
