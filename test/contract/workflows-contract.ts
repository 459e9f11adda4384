import { ContractDocument } from './contract-document';

const document = new ContractDocument('workflows.openapi.yaml');

/** The endpoints about workflows made beforehand, and the delivery to their webhooks. */
export const workflowsContract = {
	call: document.operation('post', '/call'),
	listWorkflows: document.operation('get', '/workflows'),
	registerWebhook: document.operation('post', '/webhooks'),
	removeWebhook: document.operation('delete', '/webhooks/{id}'),
	callEnded: document.sentByCallCow('callEnded'),
};
