import type { IExecuteFunctions } from 'n8n-workflow';
import { automaticIdempotencyKey } from '../../domain/idempotency';
import { optionalText } from '../../domain/parameters';
import { readParameter } from '../parameter';

/** The key that the user gave, or the automatic one of this item of this node run. */
export function readIdempotencyKey(context: IExecuteFunctions, itemIndex: number): string {
	const given = readParameter(
		context,
		itemIndex,
		'options.idempotencyKey',
		'Idempotency Key',
		optionalText,
		'Give a text that differs for each call, or remove the option.',
	);
	return (
		given ??
		automaticIdempotencyKey({
			instanceId: context.getInstanceId(),
			workflowId: context.getWorkflow().id ?? '',
			executionId: context.getExecutionId(),
			nodeId: context.getNode().id,
			run:
				toolCallId(context, itemIndex) ?? Number(context.getWorkflowDataProxy(itemIndex).$runIndex),
			itemIndex,
		})
	);
}

/**
 * An agent's tool call has an ID of its own, which n8n puts into the tool's input item; two calls of
 * one turn are two calls, and a repeated one is the same. The type of a node in its role as a tool
 * ends in "Tool".
 */
function toolCallId(context: IExecuteFunctions, itemIndex: number): string | undefined {
	if (!context.getNode().type.endsWith('Tool')) return undefined;
	const id = context.getInputData()[itemIndex]?.json.toolCallId;
	return typeof id === 'string' && id !== '' ? id : undefined;
}
