import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { CallFailure } from '../domain/errors';
import { ONCE_MORE, type NextStep } from '../domain/nextStep';
import { takesErrorDetails } from '../transport/n8nVersions';
import { messageForModel } from './modelMessage';
import { knowing, refusal } from './parameter';
import { canceledStory, type Progress } from './story';
import { isReadByModel } from './surface';
import { isTool } from './tool';

export type NodeError = NodeOperationError | NodeApiError;

/** An expression that cannot be evaluated comes as an error of n8n's own, without the item's index. */
export function asNodeError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (isTool(context) && lacksArguments(error)) {
		return refusal(context, itemIndex, {
			message: 'n8n lost the arguments of this tool call',
			description:
				'This happens to the last of several calls in one turn when an earlier one gets no result in time. Use the tool again for this call.',
			next: ONCE_MORE,
		});
	}
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}

/** How `$fromAI` says that it finds nothing of what the model has asked for. */
function lacksArguments(error: unknown): boolean {
	const { context } = error as { context?: { type?: unknown } };
	return context?.type === 'no_execution_data';
}

/** The first item that cannot be sent, and how many more there are. */
export function firstRefusal(
	context: IExecuteFunctions,
	refused: ReadonlyMap<number, NodeError>,
): NodeError {
	const [first] = [...refused].sort(([a], [b]) => a - b);
	const error = first![1];
	const others = refused.size - 1;
	const more =
		others === 0
			? ''
			: ` ${others} more ${others === 1 ? 'item needs' : 'items need'} to be fixed too.`;
	const placed = 'No call was placed, because all items are checked before the first call.';
	error.description = `${error.description ?? ''} ${placed}${more}`.trim();
	return forItsReader(context, error, 'no');
}

/** A call that CallCow did not confirm, and how far the list got. */
export function failureError(
	context: IExecuteFunctions,
	itemIndex: number,
	{ message, description, status, placed, ...known }: CallFailure,
	story: string,
): NodeError {
	const error = new NodeApiError(
		context.getNode(),
		{ message },
		{
			itemIndex,
			message,
			description: `${description} ${story}`,
			...(status === undefined ? {} : { httpCode: String(status) }),
		},
	);
	error.context.placed = placed;
	return forItsReader(context, knowing(error, known), placed);
}

/** n8n takes an execution for canceled, and not for failed, by this word in the message. */
export function cancellation(
	context: IExecuteFunctions,
	progress: ReadonlyMap<number, Progress>,
): NodeError {
	const story = canceledStory(progress, context.getInputData().length);
	return new NodeOperationError(context.getNode(), `The execution was canceled. ${story}`, {
		description: [...progress.values()].includes('inDoubt')
			? "CallCow may have placed the unconfirmed calls, because their requests were in progress. Check for them in CallCow. If the node uses 'Call Each Number At Most Once', you can run the list again."
			: "If the node uses 'Call Each Number At Most Once', you can run the list again: numbers already called are skipped.",
	});
}

/**
 * Only these keys, and no `error` beside `json`: n8n sends an item to the error output if it has no
 * other, and every version leaves nothing but the message of what stands beside. Before 2.38 `details` is
 * none of them.
 */
export function errorItem(
	context: IExecuteFunctions,
	error: NodeError,
	itemIndex: number,
): INodeExecutionData {
	// What a model needs of it is in the message.
	const description = isReadByModel(context) ? undefined : error.description;
	return {
		json: {
			error: error.message,
			...(description ? { message: description } : {}),
			...(takesErrorDetails() ? { details: detailsOf(error) } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/**
 * For every item, when it was none of them that stood in the way.
 * @param placed whether calls may have been asked for before
 */
export function errorItems(
	context: IExecuteFunctions,
	error: unknown,
	placed: CallFailure['placed'],
): INodeExecutionData[] {
	return context.getInputData().map((_, itemIndex) => {
		const nodeError = asNodeError(context, error, itemIndex);
		nodeError.context.placed ??= placed;
		return errorItem(context, nodeError, itemIndex);
	});
}

/** What a workflow can branch on. An error that says nothing of a call came before anything was sent. */
function detailsOf(error: NodeError): IDataObject {
	const { placed = 'no', callable_at } = error.context;
	const status = error instanceof NodeApiError ? Number(error.httpCode) : NaN;
	return {
		placed: placed as CallFailure['placed'],
		...(Number.isInteger(status) && status > 0 ? { status } : {}),
		...(callable_at === undefined ? {} : { callable_at: callable_at as string }),
	};
}

/**
 * n8n gives a model the message only.
 * @param placed left out where it was not about a call
 */
export function forItsReader<E extends NodeError>(
	context: IExecuteFunctions,
	error: E,
	placed?: CallFailure['placed'],
): E {
	const { next } = error.context;
	delete error.context.next;
	if (isReadByModel(context)) {
		error.message = messageForModel(context, error.message, placed, next as NextStep | undefined);
	}
	return error;
}
