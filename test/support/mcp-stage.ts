import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { AINodeConnectionType, IDataObject, INode } from 'n8n-workflow';
import type { N8nClient, WorkflowDefinition } from '../../local-n8n/rest-client';
import { MADE_IN_CALLCOW, phoneTool, type CallOperation } from './agent-workflow';
import { startCallStage, type CallStage } from './call-stage';
import { stageForTests } from './stage-for-tests';
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

export interface McpStage extends CallStage {
	/** Publishes a workflow with the CallCow tool. */
	serve(tool: { parameters: IDataObject; settings?: Partial<INode> }): Promise<McpServer>;
	/** Publishes a workflow that offers another tool, with the nodes that this one uses. */
	serveTool(tool: INode, ...subNodes: Array<[INode, AINodeConnectionType]>): Promise<McpServer>;
	/** Publishes a workflow whose MCP Server Trigger has that path. */
	publish(workflow: WorkflowDefinition, path: string): Promise<McpServer>;
}

let servers = 0;

/** An n8n, and where its webhooks are. */
export interface McpHost {
	readonly n8n: N8nClient;
	/** Without a slash at the end. */
	readonly url: string;
}

/** @param host default: the n8n that the end-to-end tests share */
export async function startMcpStage(host?: McpHost): Promise<McpStage> {
	const stage = await startCallStage({ host: host?.n8n, workflows: [MADE_IN_CALLCOW] });
	const { n8n, callCow } = stage;
	const { url } = host ?? n8n;
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
		const id = await stage.createPublished(workflow);
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
		...stage,
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
		async clear() {
			for (const client of clients.splice(0)) await client.close();
			await stage.clear();
		},
	};
}

/** The stage for the tests of a file. */
export const withMcpStage = (): McpStage => stageForTests(startMcpStage);
