import { createHash } from 'node:crypto';

/**
 * What makes one call the same call. Two n8n instances, or two copies of one workflow, have
 * executions with equal numbers: hence the instance and the workflow.
 */
export interface CallIdentity {
	readonly instanceId: string;
	readonly workflowId: string;
	readonly executionId: string;
	readonly nodeId: string;
	/** Which run of the node in this execution (a loop runs it often), or the ID of an agent's tool call. */
	readonly run: number | string;
	readonly itemIndex: number;
}

/**
 * One key for one item of one node run: the same when n8n's Retry On Fail runs the node again, and
 * another for every other item, run, execution, workflow and instance.
 *
 * The text and the number of the call are left out on purpose: a repeated run must find the first
 * call even if an expression gives another text the second time.
 */
export function automaticIdempotencyKey(identity: CallIdentity): string {
	const parts = JSON.stringify([
		identity.instanceId,
		identity.workflowId,
		identity.executionId,
		identity.nodeId,
		identity.run,
		identity.itemIndex,
	]);
	return `n8n-${createHash('sha256').update(parts).digest('hex').slice(0, 40)}`;
}
