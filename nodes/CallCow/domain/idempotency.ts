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
	return keyOf([
		identity.instanceId,
		identity.workflowId,
		identity.executionId,
		identity.nodeId,
		identity.run,
		identity.itemIndex,
	]);
}

/** A call that one node makes to one number in one period, in whatever execution. */
export interface OnceIdentity {
	readonly instanceId: string;
	readonly workflowId: string;
	readonly nodeId: string;
	/** In E.164. */
	readonly number: string;
	readonly period: string;
}

/**
 * One key for one number of a node in a period: the same in every execution, so that a list that was
 * broken off can be run again, and of two that run at the same time one places the call.
 */
export function automaticOnceKey(identity: OnceIdentity): string {
	return keyOf([
		'once',
		identity.instanceId,
		identity.workflowId,
		identity.nodeId,
		identity.number,
		identity.period,
	]);
}

function keyOf(parts: Array<string | number>): string {
	return `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}
