import { createHash } from 'node:crypto';

/**
 * What makes one call the same call. This is the one place that says so, for keys, memory and nonces:
 *
 * **Two calls to different numbers never share a key or a remembered answer, whatever n8n hands us; and
 * no item says `success` unless CallCow has answered for this very number.**
 *
 * So the number is part of every identity, and of every key that is made from one. A key that the user
 * has chosen is sent as it is: `transport/keyHolders.ts` keeps it to one number.
 *
 * The text of the call is left out on purpose: a repeated run must find the first call even if an
 * expression gives another text the second time.
 */
export interface CallIdentity {
	/** Two n8n instances, or two copies of one workflow, have executions with equal numbers. */
	readonly instanceId: string;
	readonly workflowId: string;
	/** Undefined where n8n runs the node in no execution. There, nothing but `run` tells calls apart. */
	readonly executionId: string | undefined;
	readonly nodeId: string;
	/**
	 * Which run of the node in this execution (a loop runs it often), or an agent's tool call. Without an
	 * execution, a text that no other run has.
	 */
	readonly run: number | string;
	readonly itemIndex: number;
	/** In E.164. */
	readonly number: string;
}

/**
 * One key for one item of one node run: the same when n8n's Retry On Fail runs the node again, and
 * another for every other number, item, run, execution, workflow and instance.
 */
export function automaticIdempotencyKey(identity: CallIdentity): string {
	return keyOf([
		identity.instanceId,
		identity.workflowId,
		identity.executionId ?? null,
		identity.nodeId,
		identity.run,
		identity.itemIndex,
		identity.number,
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

function keyOf(parts: Array<string | number | null>): string {
	return `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}
