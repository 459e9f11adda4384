import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { readAccount, type Account } from '../domain/account';
import type { CallFailure } from '../domain/errors';
import { clientFor, type CallCowClient, type Identified } from '../transport/client';
import type { Certainty } from '../transport/gate';
import type { Waits } from '../transport/waits';
import { giveHints, type Hint } from './hints';
import { inOrder } from './inOrder';
import {
	asNodeError,
	cancellation,
	errorItem,
	errorItems,
	failureError,
	firstRefusal,
	type NodeError,
} from './itemError';
import { resultForModel } from './modelMessage';
import type { ItemOperation, OperationResult } from './operation';
import { refusal } from './parameter';
import { progressOf, storyOf, waitSentences, type Progress } from './story';
import { isReadByModel } from './surface';

/**
 * Slow answers must not hold the queue: CallCow takes seconds to make a workflow out of a prompt. Thirty
 * at ten seconds each are three times what CallCow's limit lets through.
 */
const MOST_REQUESTS_AT_ONCE = 30;

/** What became of all items. */
export interface ItemResults<Request> {
	/** One for each item, in input order and paired. */
	readonly items: INodeExecutionData[];
	/** The requests that worked. */
	readonly done: ReadonlyArray<{ itemIndex: number; request: Request }>;
}

/**
 * Runs an operation for all items: first every item is read and checked, then requests leave.
 *
 * One bad item stops everything before the first request, unless the user chose to continue on error.
 */
export async function forEachItem<Request extends Identified>(
	context: IExecuteFunctions,
	operation: ItemOperation<Request>,
): Promise<ItemResults<Request>> {
	let placed: CallFailure['placed'] = 'no';
	const attempt = async () => {
		const account = await accountOf(context);
		const read = readAll(context, operation, account);
		if (read.refused.size > 0 && !context.continueOnFail()) {
			throw firstRefusal(context, read.refused);
		}
		// What is thrown from here on says nothing of calls that were asked for before.
		placed = 'unknown';
		const sent = await sendAll(context, operation, account, read.requests);
		return told(context, operation, account, read, sent);
	};
	return await attempt().catch((error: unknown) => {
		// n8n would pass on the input by the first output, as if each of its items had been called.
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw error;
		return { items: errorItems(context, error, placed), done: [] };
	});
}

interface ReadItems<Request> {
	readonly requests: ReadonlyMap<number, Request>;
	readonly refused: ReadonlyMap<number, NodeError>;
}

interface SentItems {
	readonly results: Map<number, OperationResult>;
	readonly waits: Waits;
}

/** What came of each item, in the items and the hints of the run. */
function told<Request extends Identified>(
	context: IExecuteFunctions,
	operation: ItemOperation<Request>,
	account: Account,
	{ requests, refused }: ReadItems<Request>,
	{ results, waits }: SentItems,
): ItemResults<Request> {
	const items = new Map<number, INodeExecutionData>();
	const done: Array<{ itemIndex: number; request: Request }> = [];
	for (const [itemIndex, error] of refused) {
		items.set(itemIndex, errorItem(context, error, itemIndex));
	}
	const isForModel = isReadByModel(context);
	const waited = waitSentences(waits, account.requestsPerMinute);
	for (const [itemIndex, result] of results) {
		const request = requests.get(itemIndex)!;
		if (result.kind === 'notTried') continue;
		if (result.kind === 'failed') {
			const story = storyOf(
				results,
				itemIndex,
				operation.label(request),
				context.getInputData().length,
			);
			const error = failureError(context, itemIndex, result.failure, [story, ...waited].join(' '));
			if (!context.continueOnFail()) throw error;
			items.set(itemIndex, errorItem(context, error, itemIndex));
			continue;
		}
		if (result.kind === 'done') done.push({ itemIndex, request });
		const json = isForModel ? resultForModel(result) : result.json;
		items.set(itemIndex, { json, pairedItem: { item: itemIndex } });
	}

	giveHints(context, [
		...operation
			.hints([...requests.values()])
			.map((message) => ({ message, type: 'warning' as const })),
		...skippedHint(results),
		...waited.map((message) => ({ message, type: 'info' as const })),
	]);
	return {
		items: [...items].sort(([a], [b]) => a - b).map(([, item]) => item),
		done,
	};
}

async function sendAll<Request extends Identified>(
	context: IExecuteFunctions,
	operation: ItemOperation<Request>,
	account: Account,
	requests: ReadonlyMap<number, Request>,
): Promise<SentItems> {
	const stop = new AbortController();
	const client = clientFor(context, account, stop.signal);
	const entries = [...requests];
	const results = new Map<number, OperationResult>(
		entries.map(([itemIndex]) => [itemIndex, { kind: 'notTried' }]),
	);
	await inOrder(
		entries,
		MOST_REQUESTS_AT_ONCE,
		async ([itemIndex, request]) => {
			const result = await operation.run(request, client);
			results.set(itemIndex, result);
			// The next ones may be waiting for their turn already.
			if (result.kind === 'failed' && !context.continueOnFail()) stop.abort();
		},
		() => !stop.signal.aborted,
	).catch((surprise) => {
		if (!context.getExecutionCancelSignal()?.aborted) throw surprise;
		const error = cancellation(context, progressAtCancellation(results, requests, client));
		// n8n stores the execution as canceled at once, and does not always take note of what comes then.
		context.logger.warn(error.message, {
			workflowId: context.getWorkflow().id,
			executionId: context.getExecutionId(),
			node: context.getNode().name,
		});
		throw error;
	});
	return { results, waits: client.waits };
}

/** Requests that were under way have no result, and may have placed a call all the same. */
function progressAtCancellation<Request extends Identified>(
	results: ReadonlyMap<number, OperationResult>,
	requests: ReadonlyMap<number, Request>,
	client: CallCowClient,
): Map<number, Progress> {
	return new Map(
		[...results].map(([itemIndex, result]) => [
			itemIndex,
			result.kind === 'notTried'
				? PROGRESS_BY_CERTAINTY[client.certaintyOf(requests.get(itemIndex)!)]
				: progressOf(result),
		]),
	);
}

const PROGRESS_BY_CERTAINTY: Record<Certainty, Progress> = {
	placed: 'placed',
	unknown: 'inDoubt',
	no: 'notTried',
};

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
): ReadItems<Request> {
	const requests = new Map<number, Request>();
	const refused = new Map<number, NodeError>();
	context.getInputData().forEach((_, itemIndex) => {
		try {
			requests.set(itemIndex, operation.read(context, itemIndex, account));
		} catch (error) {
			refused.set(itemIndex, asNodeError(context, error, itemIndex));
		}
	});
	for (const [itemIndex, explanation] of operation.checkTogether(context, requests)) {
		requests.delete(itemIndex);
		refused.set(itemIndex, refusal(context, itemIndex, explanation));
	}
	return { requests, refused };
}

function skippedHint(results: ReadonlyMap<number, OperationResult>): Hint[] {
	const skipped = [...results.values()].filter((result) => result.kind === 'skipped');
	const outsideHours = skipped.filter(({ json }) => json.callable_at !== undefined).length;
	const counts: Array<[count: number, because: string]> = [
		[skipped.length - outsideHours, 'the number was already called'],
		[outsideHours, "it is outside 'Calling Hours'"],
	];
	return counts
		.filter(([count]) => count > 0)
		.map(([count, because]) => ({
			message: `${count === 1 ? '1 item was' : `${count} items were`} skipped because ${because}. See 'reason' in the output.`,
			type: 'info',
		}));
}
