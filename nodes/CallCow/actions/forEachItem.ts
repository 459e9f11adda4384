import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { readAccount, type Account } from '../domain/account';
import { clientFor } from '../transport/client';
import { inOrder } from './inOrder';
import {
	asNodeError,
	cancellation,
	errorItem,
	failureError,
	firstRefusal,
	type NodeError,
} from './itemError';
import type { ItemOperation, OperationResult } from './operation';
import { refusal } from './parameter';

/**
 * Slow answers must not hold the queue: CallCow takes seconds to make a workflow out of a prompt.
 * More at once would only meet the rate limit sooner.
 */
const MOST_REQUESTS_AT_ONCE = 10;

/** What became of all items. */
export interface ItemResults<Request> {
	/** One for each item, in input order and paired. */
	readonly items: INodeExecutionData[];
	/** The requests that worked. */
	readonly done: ReadonlyArray<{ itemIndex: number; request: Request }>;
	readonly account: Account;
}

/**
 * Runs an operation for all items: first every item is read and checked, then requests leave.
 *
 * One bad item stops everything before the first request, unless the user chose to continue on error.
 */
export async function forEachItem<Request>(
	context: IExecuteFunctions,
	operation: ItemOperation<Request>,
): Promise<ItemResults<Request>> {
	const account = await accountOf(context);
	const { requests, refused } = readAll(context, operation, account);
	if (refused.size > 0 && !context.continueOnFail()) throw firstRefusal(context, refused);

	const entries = [...requests];
	const results = await sendAll(context, operation, account, entries);

	const items = new Map<number, INodeExecutionData>();
	const done: Array<{ itemIndex: number; request: Request }> = [];
	for (const [itemIndex, error] of refused) items.set(itemIndex, errorItem(error, itemIndex));
	results.forEach((result, position) => {
		const [itemIndex, request] = entries[position]!;
		if (result === undefined) return;
		if (result.ok) {
			done.push({ itemIndex, request });
			items.set(itemIndex, { json: result.json, pairedItem: { item: itemIndex } });
			return;
		}
		const story = storyOf(
			results,
			itemIndex,
			operation.label(request),
			context.getInputData().length,
		);
		const error = failureError(context, itemIndex, result.failure, story);
		if (!context.continueOnFail()) throw error;
		items.set(itemIndex, errorItem(error, itemIndex));
	});

	giveHints(context, operation.hints([...requests.values()]));
	return {
		items: [...items].sort(([a], [b]) => a - b).map(([, item]) => item),
		done,
		account,
	};
}

async function sendAll<Request>(
	context: IExecuteFunctions,
	operation: ItemOperation<Request>,
	account: Account,
	entries: ReadonlyArray<[number, Request]>,
): Promise<Array<OperationResult | undefined>> {
	const client = clientFor(context, account);
	let placed = 0;
	return await inOrder(
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
	operation: ItemOperation<Request>,
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

/** n8n shows one hint a run. */
function giveHints(context: IExecuteFunctions, hints: readonly string[]): void {
	if (hints.length === 0) return;
	context.addExecutionHints({ message: hints.join(' '), type: 'warning', location: 'outputPane' });
}
