/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import type { ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { serveHere } from '../support/local-server';
import { runNode, type NodeRun } from './engine';

const WORKFLOWS = Array.from({ length: 120 }, (_, index) => ({
	id: `w-${index}`,
	name: index === 7 ? null : `Workflow ${index}`,
}));

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ workflows: WORKFLOWS });
});
afterEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const list = async (parameters: IDataObject = {}, given: Partial<NodeRun> = {}) =>
	await runNode({
		credential: { apiKey: simulator.apiKey, baseUrl: `${simulator.baseUrl}/` },
		...given,
		parameters: {
			resource: 'workflow',
			operation: 'getAll',
			...parameters,
		} as NodeRun['parameters'],
	});

describe('Workflow: Get Many', () => {
	it('gives the first fifty unless told otherwise, as CallCow has them', async () => {
		const { status, outputs } = await list();
		expect(status).toBe('success');
		expect(outputs[0]!.map(({ json }) => json)).toEqual(WORKFLOWS.slice(0, 50));
	});

	it.each([
		[{ limit: 3 }, 3],
		[{ limit: '={{ 1 + 1 }}' }, 2],
		[{ limit: 1_000 }, 120],
		[{ returnAll: true }, 120],
		[{ returnAll: true, limit: 0 }, 120],
	])('with %j gives %d', async (parameters, count) => {
		expect((await list(parameters)).outputs[0]).toHaveLength(count);
	});

	it('gives them for each item, paired with it, and asks CallCow once', async () => {
		const { outputs, after } = await list(
			{ limit: '={{ $json.limit }}' },
			{
				items: [
					{ name: 'a', limit: 2 },
					{ name: 'b', limit: 1 },
				],
			},
		);
		expect(outputs[0]!.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['w-0', { item: 0 }],
			['w-1', { item: 0 }],
			['w-0', { item: 1 }],
		]);
		expect(after[0]!.map(({ pairedWith }) => pairedWith)).toEqual(['a', 'a', 'b']);
		expect(simulator.requests()).toHaveLength(1);
	});

	it('places no call', async () => {
		await list({ returnAll: true });
		expect(simulator.requests().map(({ method, path }) => [method, path])).toEqual([
			['GET', '/api/workflows'],
		]);
		expect(simulator.calls()).toEqual([]);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the Limit %j', async (limit) => {
		const { error } = await list({ limit });
		expect(error?.message).toContain("'Limit' must be a whole number");
		expect(simulator.requests()).toEqual([]);
	});

	it('says that the key is not accepted, and asks once', async () => {
		const { status, error } = await list(
			{},
			{ credential: { apiKey: 'ck_live_wrong', baseUrl: simulator.baseUrl } },
		);
		expect(status).toBe('error');
		expect(error?.message).toContain(
			'The workflows could not be listed: CallCow did not accept the API key',
		);
		expect(error?.description).toContain('Settings > API Keys');
		expect(simulator.requests()).toHaveLength(1);
	});

	it('goes on with an item that says why when the user continues on error', async () => {
		const { status, outputs } = await list(
			{ limit: '={{ $json.limit }}' },
			{
				items: [{ limit: 1 }, { limit: 0 }, { limit: 2 }],
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(status).toBe('success');
		expect(outputs[0]!.map(({ json }) => json.id)).toEqual(['w-0', 'w-0', 'w-1']);
		expect(outputs[1]!.map(({ json }) => json)).toEqual([
			{
				limit: 0,
				error: expect.stringContaining("'Limit' must be"),
				message: expect.any(String),
				details: { placed: 'no' },
			},
		]);
	});
});

describe('Workflow: Get Many, when CallCow does not answer properly', () => {
	/** A CallCow that answers by the script, and with a list at its end. */
	async function listFrom(
		script: Array<(response: ServerResponse) => void>,
	): Promise<{ asked: number; result: Awaited<ReturnType<typeof runNode>> }> {
		let asked = 0;
		const server = await serveHere((_request, response) => {
			const answer = script[asked++];
			if (answer) return answer(response);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ workflows: [{ id: 'w-1', name: 'A' }] }));
		});
		try {
			const result = await runNode({
				credential: { apiKey: 'ck_live_x', baseUrl: `${server.url}/api` },
				parameters: { resource: 'workflow', operation: 'getAll' } as NodeRun['parameters'],
			});
			return { asked, result };
		} finally {
			await server.close();
		}
	}

	const answer =
		(status: number, headers: Record<string, string> = {}, body = '{"error":"The reason"}') =>
		(response: ServerResponse) => {
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(body);
		};

	it.each([
		['a 429 that asks for a second', answer(429, { 'retry-after': '1' })],
		['a 503', answer(503)],
		['a connection that breaks off', (response: ServerResponse) => void response.destroy()],
	])('asks again after %s', async (_, first) => {
		const { asked, result } = await listFrom([first]);
		expect(result.status).toBe('success');
		expect(result.outputs[0]!.map(({ json }) => json)).toEqual([{ id: 'w-1', name: 'A' }]);
		expect(asked).toBe(2);
	});

	it('gives up after three tries', async () => {
		const { asked, result } = await listFrom(Array.from({ length: 9 }, () => answer(500)));
		expect(result.error?.message).toBe(
			'The workflows could not be listed: CallCow answered with status 500: The reason',
		);
		expect(asked).toBe(3);
	});

	it('does not wait for a minute while somebody looks at the list', async () => {
		const { asked, result } = await listFrom([answer(429, { 'retry-after': '60' })]);
		expect(result.error?.message).toBe(
			"The workflows could not be listed: CallCow's rate limit was reached",
		);
		expect(asked).toBe(1);
	});

	it.each([
		['a web page', answer(200, { 'content-type': 'text/html' }, '<h1>Welcome</h1>')],
		['a redirect', answer(302, { location: 'http://127.0.0.1:1/' })],
	])('says to check Base URL when it gets %s', async (_, first) => {
		const { asked, result } = await listFrom([first]);
		expect(result.error?.description).toContain("Check 'Base URL'");
		expect(asked).toBe(1);
	});
});
