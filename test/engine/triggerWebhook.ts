import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeTypes,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CallCowTrigger } from '../../nodes/CallCow/CallCowTrigger.node';

/** One request to the URL of a CallCow Trigger, as n8n has read it. */
export interface TriggerRequest {
	parameters?: INode['parameters'];
	/** What stands in the credential; a function is called whenever it is read. */
	credential: ICredentialDataDecryptedObject | (() => ICredentialDataDecryptedObject);
	/** Of a trigger that is to get several requests; by default each request has its own. */
	nodeId?: string;
	/** What n8n made of the body; left out when it did not read it. */
	body?: unknown;
	rawBody?: Buffer;
	/** What n8n has not read because of its content type; an error when it cannot be read. */
	unread?: Buffer | Error;
	headers?: Record<string, string>;
	query?: Record<string, unknown>;
}

export interface TriggerAnswer {
	/** What the node itself answered; 200 when n8n answers for it. */
	status: number;
	message?: string;
	/** The items that the workflow starts with; undefined when it does not start. */
	started?: IDataObject[];
}

let nodes = 0;

function requestOf({ body = {}, rawBody, unread, headers, query = {} }: TriggerRequest) {
	const request = {
		body,
		rawBody,
		headers: { 'content-type': 'application/json', ...headers },
		query,
		params: {},
		async readRawBody() {
			if (unread instanceof Error) throw unread;
			request.rawBody ??= unread;
		},
	};
	return request;
}

/** Sends one request to a CallCow Trigger, in n8n's own webhook context. Throws what the node throws. */
export async function sendToTrigger(given: TriggerRequest): Promise<TriggerAnswer> {
	const type = new CallCowTrigger();
	const node: INode = {
		id: given.nodeId ?? `trigger-${++nodes}`,
		name: 'CallCow Trigger',
		type: 'n8n-nodes-callcow.callCowTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters: { authentication: 'callbackSecret', ...given.parameters },
		credentials: { callCowApi: { id: '1', name: 'CallCow' } },
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	} as INodeTypes;
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
	});
	const answered: { status: number; message?: string } = { status: 200 };
	const response = {
		status(status: number) {
			answered.status = status;
			return response;
		},
		json({ message }: { message: string }) {
			answered.message = message;
			return response;
		},
		end: () => response,
	};
	const additionalData = {
		credentialsHelper: {
			getDecrypted: async () =>
				typeof given.credential === 'function' ? given.credential() : given.credential,
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
		},
		httpRequest: requestOf(given),
		httpResponse: response,
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new WebhookContext(
		workflow,
		workflow.getNode(node.name)!,
		additionalData,
		'webhook',
		{ webhookDescription: type.description.webhooks![0]! } as unknown as IWebhookData,
		[],
		null,
	);
	const { workflowData } = await type.webhook.call(context);
	return {
		...answered,
		...(workflowData ? { started: workflowData[0]!.map(({ json }) => json) } : {}),
	};
}
