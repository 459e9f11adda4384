import { ExecutionLifecycleHooks, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type EngineResponse,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { CallCowApi } from '../../credentials/CallCowApi.credentials';
import { CallCow } from '../../nodes/CallCow/CallCow.node';
import { CallCowTrigger } from '../../nodes/CallCow/CallCowTrigger.node';

/** What one run of the CallCow node is given. Everything else is as in a new workflow. */
export interface NodeRun {
	parameters: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	items?: IDataObject[];
	/** Several runs of the node in one execution, as a loop or an agent makes them, and the items of each. */
	rounds?: IDataObject[][];
	/** In place of items: what an agent asks the node for as its tool, turn by turn. */
	turns?: ToolCall[][];
	/** Settings of the node: onError, retryOnFail and so on. */
	node?: Partial<INode>;
	/** When the node in front of it, which gives the items, answers whoever has started the execution. */
	start?: { responseMode: string };
	/** When that node is a Chat Trigger: how it is set up. */
	chat?: IDataObject;
	staticData?: IDataObject;
	/** What else stands in the workflow. */
	otherNodes?: INode[];
	workflowId?: string;
	/** Of the workflow; America/New_York by default, as n8n has it. */
	timezone?: string;
	/** A new one for each run by default. */
	executionId?: string;
	mode?: WorkflowExecuteMode;
	/** How this n8n is seen from outside; http://127.0.0.1:5678 by default. */
	address?: string;
	/** Called with what stops the execution, as the Stop button does. */
	onStarted?: (stop: () => void) => void;
}

/** What a model asks for; the arguments become the node's item, with the ID. */
export interface ToolCall {
	id: string;
	arguments: IDataObject;
}

export interface NodeRunResult {
	run: IRun;
	status: IRun['status'];
	/** The items of each output, in the last run of the node. */
	outputs: INodeExecutionData[][];
	/** The items of the first output, or of the tool's, in each run of the node. */
	rounds: IDataObject[][];
	/** What reached the node behind each output: the item, and the name of the input item it is paired with. */
	after: IDataObject[][];
	error: IDataObject | undefined;
	hints: string[];
	/** Delivers a callback to the waiting execution, as n8n's waiting webhook does. */
	deliver(callback: Delivery): Promise<DeliveryResult>;
	/** Lets the wait end without a callback. */
	timeOut(): Promise<NodeRunResult>;
}

export interface Delivery {
	body: unknown;
	query: Record<string, string>;
	authorization?: string;
}

export interface DeliveryResult {
	/** What the node itself answered; 200 when n8n answers for it and the execution goes on. */
	status: number;
	/** What the node gives n8n to answer with. */
	answer?: unknown;
	resumed?: NodeRunResult;
}

/** Gives the items that the node under test receives, those of each round by an output of its own. */
const startWith = (rounds: IDataObject[][]): INodeType => ({
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: rounds.map(() => 'main' as const),
		properties: [{ displayName: 'Respond', name: 'responseMode', type: 'string', default: '' }],
	},
	execute: async () =>
		rounds.map((items) => items.map((json, item) => ({ json, pairedItem: { item } }))),
});

/** What n8n knows the trigger of a chat by. */
export const CHAT_TRIGGER = '@n8n/n8n-nodes-langchain.chatTrigger';

/** The same with the fields of n8n's Chat Trigger: n8n drops what a form does not have. */
const chatTriggerWith = (rounds: IDataObject[][]): INodeType => {
	const start = startWith(rounds);
	const responseMode: INodeProperties = {
		displayName: 'Response Mode',
		name: 'responseMode',
		type: 'string',
		default: 'lastNode',
	};
	start.description.properties = [
		{ displayName: 'Public', name: 'public', type: 'boolean', default: false },
		{ displayName: 'Mode', name: 'mode', type: 'string', default: 'hostedChat' },
		{ displayName: 'In Chat', name: 'availableInChat', type: 'boolean', default: false },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			default: {},
			options: [responseMode],
		},
	];
	return start;
};

/** Asks for the tool calls of one turn after the other, as an AI Agent since version 3 does. */
const agentThatAsksFor = (turns: ToolCall[][]): INodeType => ({
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: ['main', { type: 'ai_tool' }],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions, response?: EngineResponse<{ turn: number }>) {
		const turn = response?.metadata?.turn ?? 0;
		const calls = turns[turn];
		if (calls === undefined) return [[{ json: { output: 'Done' } }]];
		return {
			actions: calls.map((call) => ({
				actionType: 'ExecutionNodeAction' as const,
				nodeName: 'CallCow',
				input: call.arguments,
				type: 'ai_tool' as const,
				id: call.id,
				metadata: {},
			})),
			metadata: { turn: turn + 1 },
		};
	},
});

/** Stands behind an output and tells what arrives there. */
const after: INodeType = {
	description: {
		displayName: 'After',
		name: 'after',
		group: ['output'],
		version: 1,
		description: '',
		defaults: { name: 'After' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Paired', name: 'paired', type: 'string', default: '' }],
	},
	async execute() {
		return [
			this.getInputData().map(({ json }, item) => ({
				json: { ...json, pairedWith: this.getNodeParameter('paired', item) as string },
				pairedItem: { item },
			})),
		];
	},
};

/** n8n gives the tool a description of its own; its name is what display options look at. */
function asTool(node: INodeType): INodeType {
	node.description = { ...node.description, name: `${node.description.name}Tool` };
	return node;
}

function nodeTypesWith(rounds: IDataObject[][], turns: ToolCall[][]): INodeTypes {
	const known: Readonly<Record<string, INodeType>> = {
		'test.start': startWith(rounds),
		[CHAT_TRIGGER]: chatTriggerWith(rounds),
		'test.agent': agentThatAsksFor(turns),
		'test.after': after,
		'n8n-nodes-callcow.callCow': new CallCow(),
		'n8n-nodes-callcow.callCowTool': asTool(new CallCow()),
		'n8n-nodes-callcow.callCowTrigger': new CallCowTrigger(),
	};
	return {
		getByName: (name) => known[name]!,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(known[name]!, version),
		getKnownTypes: () => ({}),
	};
}

const MOST_OUTPUTS = 5;

/** Runs the node in the real engine of n8n, in this process. */
export async function runNode(given: NodeRun): Promise<NodeRunResult> {
	return await runFrom({ ...given, executionId: given.executionId ?? String(++executions) });
}

let executions = 1_000;

/** @param stored what n8n has stored of a waiting execution, to go on with it */
async function runFrom(given: NodeRun, stored?: IRunExecutionData): Promise<NodeRunResult> {
	const { workflow, additionalData, mode } = surroundings(given);
	const execution = new WorkflowExecute(additionalData, mode, stored);
	const running = stored
		? execution.processRunExecutionData(workflow)
		: execution.run({ workflow, startNode: workflow.getNode('Start')! });
	given.onStarted?.(() => running.cancel());
	const run = await running;
	const { runData } = run.data.resultData;
	const last = runData[nameOf(given)]?.at(-1);
	return {
		run,
		status: run.status,
		outputs: (last?.data?.main ?? []).map((items) => items ?? []),
		rounds: (runData[nameOf(given)] ?? []).map(({ data }) =>
			(data?.main?.[0] ?? data?.ai_tool?.[0] ?? []).map(({ json }) => json),
		),
		after: Array.from({ length: MOST_OUTPUTS }, (_, output) =>
			(runData[`After ${output}`]?.[0]?.data?.main?.[0] ?? []).map(({ json }) => json),
		),
		error: (last?.error ?? run.data.resultData.error) as unknown as IDataObject | undefined,
		hints: (last?.hints ?? []).map(({ message }) => message),
		deliver: async (delivery) => await deliver(given, run, delivery),
		timeOut: async () => await runFrom(given, await restored(run)),
	};
}

/** The run data as n8n reads it back from its database, about to go on. */
async function restored(run: IRun, items?: INodeExecutionData[][]): Promise<IRunExecutionData> {
	const { parse, stringify } = await import('flatted');
	const data = parse(stringify(run.data)) as IRunExecutionData;
	const next = data.executionData!.nodeExecutionStack[0]!;
	next.node.disabled = true;
	data.waitTill = undefined;
	data.resultData.runData[next.node.name]!.pop();
	if (items !== undefined) {
		next.data.main = items;
		next.metadata = { ...next.metadata, forwardAllOutputs: true };
	}
	return data;
}

async function deliver(given: NodeRun, run: IRun, delivery: Delivery): Promise<DeliveryResult> {
	const { workflow, additionalData, mode, node } = surroundings(given);
	const answered = { status: 200 };
	const response = {
		status(status: number) {
			answered.status = status;
			return response;
		},
		json: () => response,
		end: () => response,
	};
	const { body, query, authorization } = delivery;
	Object.assign(additionalData, {
		httpRequest: {
			body,
			query,
			headers: { authorization },
			params: {},
			readRawBody: async () => undefined,
		},
		httpResponse: response,
	});
	const context = new WebhookContext(
		workflow,
		workflow.getNode(nameOf(given))!,
		additionalData,
		mode,
		{ webhookDescription: node.description.webhooks![0]! } as unknown as IWebhookData,
		[],
		await restored(run),
	);
	const { workflowData, webhookResponse } = await node.webhook!.call(context);
	return {
		...answered,
		...(webhookResponse === undefined ? {} : { answer: webhookResponse as unknown }),
		...(workflowData ? { resumed: await runFrom(given, await restored(run, workflowData)) } : {}),
	};
}

const nameOf = (given: NodeRun) => given.node?.name ?? 'CallCow';

const AGENT: INode = {
	id: 'agent',
	name: 'Agent',
	type: 'test.agent',
	typeVersion: 1,
	position: [200, 0],
	parameters: {},
};

/** The workflow Start → CallCow → one node behind each output, and what n8n gives an execution of it. */
export function surroundings(given: NodeRun) {
	// n8n follows the last output first.
	const rounds = [...(given.rounds ?? [given.items ?? [{}]])].reverse();
	const outputs = Array.from({ length: MOST_OUTPUTS }, (_, output) => `After ${output}`);
	const nodes: INode[] = [
		{
			id: 'start',
			name: 'Start',
			type: given.chat === undefined ? 'test.start' : CHAT_TRIGGER,
			typeVersion: 1,
			position: [0, 0],
			parameters: (given.chat ?? given.start ?? {}) as INode['parameters'],
		},
		{
			id: 'callcow',
			name: nameOf(given),
			type: 'n8n-nodes-callcow.callCow',
			typeVersion: 1.1,
			position: [200, 0],
			parameters: given.parameters,
			credentials: { callCowApi: { id: '1', name: 'CallCow' } },
			...given.node,
		},
		...(given.turns === undefined ? [] : [AGENT]),
		...(given.otherNodes ?? []),
		...outputs.map(
			(name): INode => ({
				id: name,
				name,
				type: 'test.after',
				typeVersion: 1,
				position: [400, 0],
				parameters: { paired: "={{ $('Start').item.json.name }}" },
			}),
		),
	];
	const startsWith = given.turns === undefined ? nameOf(given) : AGENT.name;
	const connections: IConnections = {
		Start: { main: rounds.map(() => [{ node: startsWith, type: 'main', index: 0 }]) },
		[nameOf(given)]:
			given.turns === undefined
				? { main: outputs.map((node) => [{ node, type: 'main', index: 0 }]) }
				: { ai_tool: [[{ node: AGENT.name, type: 'ai_tool', index: 0 }]] },
	};
	const settings = {
		executionOrder: 'v1' as const,
		timezone: given.timezone ?? 'America/New_York',
	};
	const id = given.workflowId ?? 'workflow-1';
	const nodeTypes = nodeTypesWith(rounds, given.turns ?? []);
	const workflow = new Workflow({
		id,
		name: 'Test',
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings,
		staticData: given.staticData,
	});
	const mode = given.mode ?? 'manual';
	const executionId = given.executionId!;
	const address = given.address ?? 'http://127.0.0.1:5678';
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
		instanceBaseUrl: `${address}/`,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		variables: {},
		setExecutionStatus() {},
	} as unknown as IWorkflowExecuteAdditionalData;
	return {
		workflow,
		additionalData,
		mode,
		node: nodeTypes.getByName('n8n-nodes-callcow.callCow') as INodeType,
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
					workflow.getNode('Start')!,
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
