import type { IDataObject, INode } from 'n8n-workflow';
import { callCowNodeOf, httpRequestNodeOf, type Target } from '../calling-nodes';
import type { Conditions } from './conditions';

/** One way to place a list of calls in n8n. */
export interface Variant {
	readonly name: string;
	/** The node that takes the list. */
	node(simulator: Target, conditions: Conditions): INode;
}

export const callCowNode: Variant = {
	name: 'CallCow node',
	node: callCowNodeOf,
};

/** Fails item by item, so that it shows how many fail; by default the first failure ends everything. */
export const httpRequestByDefault: Variant = {
	name: 'HTTP Request node, default settings',
	node: (target) => httpRequestNodeOf(target, {}, { onError: 'continueRegularOutput' }),
};

export const httpRequestEvenly: Variant = {
	name: 'HTTP Request node, batches of one item',
	node: (target, { requestsPerMinute }) =>
		httpRequestNodeOf(target, inBatches(1, 60_000 / requestsPerMinute), retryOnFail),
};

export const httpRequestByTheMinute: Variant = {
	name: "HTTP Request node, batches of one minute's worth",
	node: (target, { requestsPerMinute }) =>
		httpRequestNodeOf(target, inBatches(requestsPerMinute, 60_000), retryOnFail),
};

/** As often as is its default, with the longest pause that n8n allows. */
const retryOnFail: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 5_000 };

const inBatches = (batchSize: number, batchInterval: number): IDataObject => ({
	batching: { batch: { batchSize, batchInterval } },
});
