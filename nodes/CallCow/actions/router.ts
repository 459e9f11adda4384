import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { readAccount, type Account } from '../domain/account';
import type { CallFailure } from '../domain/errors';
import { clientFor } from '../transport/client';
import { inOrder } from './inOrder';
import type { Operation, OperationResult } from './operation';
import { refusal } from './parameter';
import { operations } from './registry';

/**
 * Slow answers must not hold the queue: CallCow takes seconds to make a workflow out of a prompt.
 * More at once would only meet the rate limit sooner.
 */
const MOST_REQUESTS_AT_ONCE = 10;

type NodeError = NodeOperationError | NodeApiError;

/**
 * Runs the chosen operation for all items: first every item is read and checked, then requests
 * leave. Output items are in input order and paired.
 *
 * One bad item stops everything before the first request, unless the user chose to continue on error.
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = operations[resource]?.[name];
	if (operation === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The operation "${name}" of "${resource}" is not known`,
			{ description: 'Choose Resource and Operation in the node again.' },
		);
	}
	return [await runForAllItems(context, operation)];
}

async function runForAllItems<Request>(
	context: IExecuteFunctions,
	operation: Operation<Request>,
): Promise<INodeExecutionData[]> {
	const account = await accountOf(context);
	const { requests, refused } = readAll(context, operation, account);
	if (refused.size > 0 && !context.continueOnFail()) throw firstRefusal(refused);

	const client = clientFor(context, account);
	const entries = [...requests];
	let placed = 0;
	const results = await inOrder(
		entries,
		MOST_REQUESTS_AT_ONCE,
		async ([, request]) => {
			const result = await operation.run(request, client);
			if (result.ok) placed++;
			return result;
		},
		(result) => result.ok || context.continueOnFail(),
	).catch((surprise) => {
		throw context.getExecutionCancelSignal()?.aborted
			? cancellation(context, placed, entries.length)
			: surprise;
	});

	const output = new Map<number, INodeExecutionData>();
	for (const [itemIndex, error] of refused) output.set(itemIndex, errorItem(error, itemIndex));
	results.forEach((result, position) => {
		const [itemIndex, request] = entries[position]!;
		if (result === undefined) return;
		if (result.ok) {
			output.set(itemIndex, { json: result.json, pairedItem: { item: itemIndex } });
			return;
		}
		const story = storyOf(
			results,
			itemIndex,
			operation.label(request),
			context.getInputData().length,
		);
		const error = apiError(context, itemIndex, result.failure, story);
		if (!context.continueOnFail()) throw error;
		output.set(itemIndex, errorItem(error, itemIndex));
	});

	giveHints(context, operation.hints([...requests.values()]));
	return [...output].sort(([a], [b]) => a - b).map(([, item]) => item);
}

async function accountOf(context: IExecuteFunctions): Promise<Account> {
	const reading = readAccount(await context.getCredentials('callCowApi'));
	if (reading.ok) return reading.account;
	throw new NodeOperationError(context.getNode(), reading.message, {
		description: reading.description,
	});
}

function readAll<Request>(
	context: IExecuteFunctions,
	operation: Operation<Request>,
	account: Account,
): { requests: Map<number, Request>; refused: Map<number, NodeError> } {
	const requests = new Map<number, Request>();
	const refused = new Map<number, NodeError>();
	context.getInputData().forEach((_, itemIndex) => {
		try {
			requests.set(itemIndex, operation.read(context, itemIndex, account));
		} catch (error) {
			refused.set(itemIndex, asNodeError(context, error, itemIndex));
		}
	});
	for (const [itemIndex, explanation] of operation.checkTogether(requests)) {
		requests.delete(itemIndex);
		refused.set(itemIndex, refusal(context, itemIndex, explanation));
	}
	return { requests, refused };
}

/** An expression that cannot be evaluated comes as an error of n8n's own, without the item's index. */
function asNodeError(context: IExecuteFunctions, error: unknown, itemIndex: number): NodeError {
	return error instanceof NodeOperationError
		? error
		: new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}

function firstRefusal(refused: ReadonlyMap<number, NodeError>): NodeError {
	const [first] = [...refused].sort(([a], [b]) => a - b);
	const error = first![1];
	const others = refused.size - 1;
	const more =
		others === 0
			? ''
			: ` ${others} more ${others === 1 ? 'item has' : 'items have'} to be put right too.`;
	error.description =
		`${error.description ?? ''} No call was placed: every item is checked before the first call.${more}`.trim();
	return error;
}

/** n8n takes an execution for canceled, and not for failed, by this word in the message. */
function cancellation(context: IExecuteFunctions, placed: number, calls: number): NodeError {
	return new NodeOperationError(
		context.getNode(),
		`The execution was canceled. Placed in this run: ${placed} of ${calls}.`,
		{ description: 'A request that was under way may have placed one call more.' },
	);
}

/** How far a list got: what the user has to know before running it again. */
function storyOf(
	results: ReadonlyArray<OperationResult | undefined>,
	itemIndex: number,
	label: string,
	items: number,
): string {
	const placed = results.filter((result) => result?.ok).length;
	const notTried = results.filter((result) => result === undefined).length;
	const rest = notTried === 0 ? '' : ` Not tried: ${notTried}.`;
	return `This was item ${itemIndex} (${label}). Placed in this run: ${placed} of ${items}.${rest}`;
}

function apiError(
	context: IExecuteFunctions,
	itemIndex: number,
	{ message, description, status }: CallFailure,
	story: string,
): NodeApiError {
	return new NodeApiError(
		context.getNode(),
		{ message },
		{
			itemIndex,
			message,
			description: `${description} ${story}`,
			...(status === undefined ? {} : { httpCode: String(status) }),
		},
	);
}

/** Only these keys: n8n sends an item to the error output if it has no other. */
function errorItem(error: NodeError, itemIndex: number): INodeExecutionData {
	return {
		json: {
			error: error.message,
			...(error.description ? { details: error.description } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/** n8n shows one hint a run. */
function giveHints(context: IExecuteFunctions, hints: readonly string[]): void {
	if (hints.length === 0) return;
	context.addExecutionHints({ message: hints.join(' '), type: 'warning', location: 'outputPane' });
}
