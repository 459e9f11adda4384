import type { IDataObject, INode } from 'n8n-workflow';
import type { StoredCredential } from '../../local-n8n/rest-client';
import { callCow, node } from '../../test/support/workflow-builder';
import type { Conditions } from './conditions';

/** One way to place a list of calls in n8n. */
export interface Variant {
	readonly name: string;
	/** The node that takes the list. */
	node(simulator: Target, conditions: Conditions): INode;
}

/** What the node talks to, and as whom. */
export interface Target {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly credential: StoredCredential;
}

export const callCowNode: Variant = {
	name: 'CallCow node',
	node: ({ credential }) =>
		callCow(credential, { recipientPhone: '={{ $json.phone }}', prompt: '={{ $json.prompt }}' }),
};

/** Fails item by item, so that it shows how many fail; by default the first failure ends everything. */
export const httpRequestByDefault: Variant = {
	name: 'HTTP Request node, default settings',
	node: (target) => httpRequest(target, {}, { onError: 'continueRegularOutput' }),
};

export const httpRequestEvenly: Variant = {
	name: 'HTTP Request node, batches of one, evenly',
	node: (target, { requestsPerMinute }) =>
		httpRequest(target, inBatches(1, 60_000 / requestsPerMinute), retryOnFail),
};

export const httpRequestByTheMinute: Variant = {
	name: "HTTP Request node, batches of a minute's worth",
	node: (target, { requestsPerMinute }) =>
		httpRequest(target, inBatches(requestsPerMinute, 60_000), retryOnFail),
};

/** As often as is its default, with the longest pause that n8n allows. */
const retryOnFail: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 5_000 };

const inBatches = (batchSize: number, batchInterval: number): IDataObject => ({
	batching: { batch: { batchSize, batchInterval } },
});

/** Posts what the CallCow node posts, with an idempotency key as a careful user would. */
function httpRequest(
	{ baseUrl, credential }: Target,
	options: IDataObject,
	more: Partial<INode>,
): INode {
	return node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url: `${baseUrl}/call-prompt`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'callCowApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody:
				'={{ { prompt: $json.prompt, recipient_phone: $json.phone, idempotency_key: `${$execution.id}-${$itemIndex}` } }}',
			options,
		},
		{
			typeVersion: 4.5,
			credentials: { callCowApi: { id: credential.id, name: credential.name } },
			...more,
		},
	);
}
