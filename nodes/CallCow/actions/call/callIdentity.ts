import type { IExecuteFunctions } from 'n8n-workflow';
import { automaticIdempotencyKey } from '../../domain/idempotency';
import { optionalText } from '../../domain/parameters';
import { oncePerRun } from '../oncePerRun';
import { readParameter } from '../parameter';
import { isTool } from '../tool';

/** The key that the user gave, if any. */
export function readIdempotencyKey(
	context: IExecuteFunctions,
	itemIndex: number,
): string | undefined {
	return readParameter(
		context,
		itemIndex,
		'options.idempotencyKey',
		'Idempotency Key',
		optionalText,
		'Give a text that differs for each call, or remove the option.',
	);
}

/** What tells the call of this item of this node run from all others. */
export function identityOf(context: IExecuteFunctions, itemIndex: number): string {
	return automaticIdempotencyKey({
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id ?? '',
		executionId: context.getExecutionId(),
		nodeId: context.getNode().id,
		run: runOf(context, itemIndex),
		itemIndex,
	});
}

/**
 * Which run of the node this is. An agent's tool call has an ID of its own, which n8n puts into the
 * tool's input item: two calls of one turn are two calls, and a repeated one is the same.
 *
 * The ID alone does not tell calls apart: some models count anew for every item that an agent gets, and
 * in every round of a loop. So all that came with it counts, the agent's item and the arguments.
 */
export function runOf(context: IExecuteFunctions, itemIndex: number): number | string {
	if (isTool(context)) {
		const json = context.getInputData()[itemIndex]?.json;
		if (typeof json?.toolCallId === 'string' && json.toolCallId !== '') return JSON.stringify(json);
	}
	return runIndexOf(context);
}

const runIndexOf = oncePerRun((context) => Number(context.getWorkflowDataProxy(0).$runIndex));
