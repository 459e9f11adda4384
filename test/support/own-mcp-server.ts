/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { IDataObject } from 'n8n-workflow';
import type { N8nClient } from '../../local-n8n/rest-client';
import { connectToTestN8n, startedByTests } from './n8n';
import { until } from './until';

/** A client of n8n's own MCP server (Settings > Instance-level MCP), as an assistant outside n8n is one. */
export interface OwnMcpServer {
	/** What the assistant reads. */
	ask(tool: string, args: IDataObject): Promise<string>;
	/** The same, where it is JSON. */
	askForData<T extends object = IDataObject>(tool: string, args: IDataObject): Promise<T>;
	close(): Promise<void>;
}

/** Connects to that of the n8n that the end-to-end tests share. */
export async function connectToOwnMcpServer(): Promise<OwnMcpServer> {
	const n8n = await connectToTestN8n();
	return await connectWith(n8n, await sharedKey(n8n));
}

/** Connects to that of an n8n which nobody else connects to. */
export async function connectToOwnMcpServerOf(n8n: N8nClient): Promise<OwnMcpServer> {
	return await connectWith(n8n, await newKey(n8n));
}

async function connectWith({ url }: N8nClient, key: string): Promise<OwnMcpServer> {
	const client = new Client({ name: 'test', version: '1.0.0' });
	await client.connect(
		new StreamableHTTPClientTransport(new URL(`${url}/mcp-server/http`), {
			requestInit: { headers: { authorization: `Bearer ${key}` } },
		}),
	);
	const ask = async (name: string, args: IDataObject): Promise<string> => {
		const { content } = await client.callTool({ name, arguments: args });
		return (content as Array<{ text?: string }>).map(({ text }) => text ?? '').join('');
	};
	return {
		ask,
		askForData: async <T>(name: string, args: IDataObject) =>
			JSON.parse(await ask(name, args)) as T,
		close: async () => {
			await client.close();
		},
	};
}

async function newKey(n8n: N8nClient): Promise<string> {
	await n8n.send('PATCH', '/rest/mcp/settings', { mcpAccessEnabled: true });
	return (await n8n.send<{ apiKey: string }>('POST', '/rest/mcp/api-key/rotate')).apiKey;
}

/** A person has one key, and n8n shows it once: whoever comes first, in whichever process, makes it for all. */
async function sharedKey(n8n: N8nClient): Promise<string> {
	const { userFolder } = await startedByTests();
	const file = join(userFolder, 'key-of-the-own-mcp-server');
	const isFirst = await writeFile(`${file}.lock`, '', { flag: 'wx' }).then(
		() => true,
		() => false,
	);
	if (isFirst) {
		await writeFile(`${file}.new`, await newKey(n8n));
		await rename(`${file}.new`, file);
	}
	let key: string | undefined;
	await until('n8n has a key for its own MCP server', async () => {
		key = await readFile(file, 'utf8').catch(() => undefined);
		return key !== undefined;
	});
	return key!;
}
