import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Account } from '../domain/account';
import type { CallFailure, Explanation } from '../domain/errors';
import type { CallCowClient } from '../transport/client';

export type OperationResult =
	| { kind: 'done'; json: IDataObject }
	/** Left undone on purpose, and why. */
	| { kind: 'skipped'; json: IDataObject }
	| { kind: 'failed'; failure: CallFailure }
	/** Called off before anything was sent. */
	| { kind: 'notTried' };

/** One thing that the node can do, as the router sees it. */
export interface NodeOperation {
	/** The items of each output. */
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/**
 * What one item asks for. An operation is one file that fulfils this, and one line in the registry;
 * the rest (order, pairing, errors) is the same for all.
 */
export interface ItemOperation<Request> {
	/**
	 * The only place that reads n8n's parameters: gives a complete, checked request for one item.
	 * @throws NodeOperationError that names the parameter and says what to do
	 */
	read(context: IExecuteFunctions, itemIndex: number, account: Account): Request;

	/** What is wrong with requests that are fine each by itself, by item index. */
	checkTogether(
		context: IExecuteFunctions,
		requests: ReadonlyMap<number, Request>,
	): ReadonlyMap<number, Explanation>;

	/** What is carried out for one item. Knows nothing of n8n. */
	run(request: Request, client: CallCowClient): Promise<OperationResult>;

	/** The item as it is named in messages: nothing that must not be shown. */
	label(request: Request): string;

	/** What the user should know about a run that worked. */
	hints(requests: readonly Request[]): string[];
}
