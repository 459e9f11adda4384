import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { CallCowApi } from '../../credentials/CallCowApi.credentials';
import { CallCow } from '../../nodes/CallCow/CallCow.node';

/** What one run of the CallCow node is given. Everything else is as in a new workflow. */
export interface NodeRun {
	parameters: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	items?: IDataObject[];
	/** Settings of the node: onError, retryOnFail and so on. */
	node?: Partial<INode>;
	staticData?: IDataObject;
	workflowId?: string;
	executionId?: string;
	mode?: WorkflowExecuteMode;
	/** Called with what stops the execution, as the Stop button does. */
	onStarted?: (stop: () => void) => void;
}

export interface NodeRunResult {
	run: IRun;
	status: IRun['status'];
	/** The items of each output. */
	outputs: INodeExecutionData[][];
	error: IDataObject | undefined;
	hints: string[];
}

/** Gives the items that the node under test receives. */
const startWith = (items: IDataObject[]): INodeType => ({
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	execute: async () => [items.map((json, item) => ({ json, pairedItem: { item } }))],
});

function nodeTypesWith(items: IDataObject[]): INodeTypes {
	const known: Readonly<Record<string, INodeType>> = {
		'test.start': startWith(items),
		'n8n-nodes-callcow.callCow': new CallCow(),
		'n8n-nodes-callcow.callCowTool': new CallCow(),
	};
	return {
		getByName: (name) => known[name]!,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(known[name]!, version),
		getKnownTypes: () => ({}),
	};
}

/** Runs the node in the real engine of n8n, in this process. */
export async function runNode(given: NodeRun): Promise<NodeRunResult> {
	const nodes: INode[] = [
		{
			id: 'start',
			name: 'Start',
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'callcow',
			name: 'CallCow',
			type: 'n8n-nodes-callcow.callCow',
			typeVersion: 1,
			position: [200, 0],
			parameters: given.parameters,
			credentials: { callCowApi: { id: '1', name: 'CallCow' } },
			...given.node,
		},
	];
	const connections = { Start: { main: [[{ node: 'CallCow', type: 'main' as const, index: 0 }]] } };
	const settings = { executionOrder: 'v1' as const };
	const id = given.workflowId ?? 'workflow-1';
	const workflow = new Workflow({
		id,
		name: 'Test',
		nodes,
		connections,
		active: false,
		nodeTypes: nodeTypesWith(given.items ?? [{}]),
		settings,
		staticData: given.staticData,
	});
	const mode = given.mode ?? 'manual';
	const executionId = given.executionId ?? '1';
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id,
		name: 'Test',
		nodes,
		connections,
		active: false,
		isArchived: false,
		settings,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	});
	const additionalData = {
		executionId,
		hooks,
		credentialsHelper: credentialsHelper(workflow, given.credential),
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: 'http://127.0.0.1:5678/',
		webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1:5678/webhook-test',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
		variables: {},
		setExecutionStatus() {},
	} as unknown as IWorkflowExecuteAdditionalData;

	const execution = new WorkflowExecute(additionalData, mode);
	const running = execution.run({ workflow, startNode: workflow.getNode('Start')! });
	given.onStarted?.(() => running.cancel());
	const run = await running;
	const last = run.data.resultData.runData.CallCow?.at(-1);
	return {
		run,
		status: run.status,
		outputs: (last?.data?.main ?? []).map((items) => items ?? []),
		error: (last?.error ?? run.data.resultData.error) as unknown as IDataObject | undefined,
		hints: (last?.hints ?? []).map(({ message }) => message),
	};
}

const credentialType: ICredentialType = new CallCowApi();

/** Only what n8n's request helpers use; the generic authentication goes through n8n's own expressions. */
function credentialsHelper(
	workflow: Workflow,
	credential: ICredentialDataDecryptedObject,
): ICredentialsHelper {
	return {
		getParentTypes: () => [],
		getCredentialsProperties: () => credentialType.properties,
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getCredentials: async () => ({ id: '1', name: 'CallCow', type: 'callCowApi', data: '' }),
		getDecrypted: async () => credential,
		updateCredentials: async () => {},
		updateCredentialsOauthTokenData: async () => {},
		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			_type: string,
			options: IHttpRequestOptions,
		) {
			const { headers } = (credentialType.authenticate as { properties: { headers: IDataObject } })
				.properties;
			const evaluated = Object.entries(headers).map(([name, expression]) => [
				name,
				workflow.expression.getSimpleParameterValue(
					workflow.getNode('CallCow')!,
					expression as string,
					'internal',
					{ $credentials: credentials } as never,
				),
			]);
			return {
				...options,
				headers: { ...options.headers, ...Object.fromEntries(evaluated) },
			};
		},
	} as unknown as ICredentialsHelper;
}
