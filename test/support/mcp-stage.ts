import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { AINodeConnectionType, IDataObject, INode } from 'n8n-workflow';
import type { N8nClient, StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';
import { MADE_IN_CALLCOW, phoneTool, type CallOperation } from './agent-workflow';
import { connectToTestN8n, testConnection } from './n8n';
import { testedDifferences } from './tested-version';
import { node, withSubNode, workflowOf } from './workflow-builder';

/** What an MCP client reads of a tool call. */
export interface ToolAnswer {
	readonly isError: boolean;
	readonly text: string;
}

/** A client of a workflow that offers the CallCow tool over the MCP Server Trigger. */
export interface McpSession {
	readonly client: Client;
	/** Uses the only tool that is offered, with what the client has to give beside number and prompt. */
	phone(number: string, prompt?: string, more?: Record<string, string>): Promise<ToolAnswer>;
	/** Uses it with arguments of any kind. */
	use(args: IDataObject): Promise<ToolAnswer>;
}

/** A published workflow that clients connect to. */
export interface McpServer {
	/** Of the workflow. */
	readonly id: string;
	/** What a client is told to connect to. */
	readonly url: string;
	/** A session of its own each time. Rejects when the server refuses the client. */
	connect(headers?: Record<string, string>): Promise<McpSession>;
}

export interface McpStage {
	readonly simulator: Simulator;
	readonly callCow: StoredCredential;
	/** Publishes a workflow with the CallCow tool. */
	serve(tool: { parameters: IDataObject; settings?: Partial<INode> }): Promise<McpServer>;
	/** Publishes a workflow that offers another tool, with the nodes that this one uses. */
	serveTool(tool: INode, ...subNodes: Array<[INode, AINodeConnectionType]>): Promise<McpServer>;
	/** Publishes a workflow whose MCP Server Trigger has that path. */
	publish(workflow: WorkflowDefinition, path: string): Promise<McpServer>;
	/** The numbers that were phoned, in the order of the calls. */
	dialled(): string[];
	/** To call after each test. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

let servers = 0;

/** An n8n, and where its webhooks are. */
export interface McpHost {
	readonly n8n: N8nClient;
	/** Without a slash at the end. */
	readonly url: string;
}

async function sharedHost(): Promise<McpHost> {
	return { n8n: await connectToTestN8n(), url: (await testConnection()).url };
}

/** @param host default: the n8n that the end-to-end tests share */
export async function startMcpStage(host?: McpHost): Promise<McpStage> {
	const { n8n, url } = host ?? (await sharedHost());
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		workflows: [MADE_IN_CALLCOW],
	});
	const callCow: StoredCredential = await n8n.createCredential({
		name: 'CallCow simulator of the MCP clients',
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
	});
	const created: string[] = [];
	const clients: Client[] = [];

	const connect = async (
		address: string,
		headers: Record<string, string> = {},
	): Promise<McpSession> => {
		const client = new Client({ name: 'test', version: '1.0.0' });
		await client.connect(
			new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } }),
		);
		clients.push(client);
		const [tool] = (await client.listTools()).tools;
		const use: McpSession['use'] = async (args) => {
			const { isError, content } = await client.callTool({ name: tool!.name, arguments: args });
			const text = (content as Array<{ text?: string }>).map((part) => part.text ?? '').join('');
			return { isError: isError === true, text };
		};
		return {
			client,
			use,
			phone: async (number, prompt = 'Confirm the appointment', more = {}) =>
				await use({ Prompt: prompt, Recipient_Phone: number, ...more }),
		};
	};

	const publish: McpStage['publish'] = async (workflow, path) => {
		const { id } = await n8n.createWorkflow(workflow);
		created.push(id);
		await n8n.activate(id);
		await n8n.waitForPublication(id, 30_000);
		const address = `${url}/mcp/${path}`;
		// n8n answers 404 for a moment after that.
		while ((await fetch(address, { method: 'POST' })).status === 404);
		return { id, url: address, connect: async (headers) => await connect(address, headers) };
	};

	const serveTool: McpStage['serveTool'] = async (tool, ...subNodes) => {
		const path = `callcow-${++servers}-${Date.now()}`;
		const trigger = node(
			'MCP Server Trigger',
			'@n8n/n8n-nodes-langchain.mcpTrigger',
			{ authentication: 'none', path },
			{ typeVersion: testedDifferences().mcpTriggerVersion, webhookId: path },
		);
		const offered = withSubNode(
			workflowOf(`MCP ${path}`, [trigger]),
			tool,
			'ai_tool',
			trigger.name,
		);
		return await publish(
			subNodes.reduce((all, [sub, type]) => withSubNode(all, sub, type, tool.name), offered),
			path,
		);
	};

	return {
		simulator,
		callCow,
		publish,
		serveTool,
		async serve({ parameters, settings }) {
			const { operation = 'place', ...others } = parameters;
			return await serveTool(
				phoneTool({
					callCow,
					operation: operation as CallOperation,
					parameters: others,
					toolSettings: settings,
				}),
			);
		},
		dialled: () => simulator.calls().map(({ recipient_phone }) => recipient_phone),
		async clear() {
			for (const client of clients.splice(0)) await client.close();
			for (const id of created.splice(0)) await n8n.deleteWorkflow(id);
			simulator.reset();
		},
		async close() {
			await n8n.deleteCredential(callCow.id);
			await simulator.close();
		},
	};
}
