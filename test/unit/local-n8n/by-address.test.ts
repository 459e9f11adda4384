/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { loginOfTests, prepareN8nElsewhere } from '../../support/n8n-elsewhere';
import byAddress from '../../e2e/by-address.json';

const tests = path.join(__dirname, '../../e2e');

/** Answers as an n8n does, by path. */
async function withN8n<T>(
	answers: Readonly<Record<string, () => [status: number, body: unknown]>>,
	use: (url: string) => Promise<T>,
): Promise<T> {
	const listener: RequestListener = (request, response) => {
		const [status, body] = answers[request.url ?? '']?.() ?? [404, { message: 'not here' }];
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	};
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

const ready = {
	'/healthz/readiness': () => [200, {}] as [number, unknown],
	'/rest/settings': () => [200, { data: { versionCli: '3.0.1' } }] as [number, unknown],
	'/rest/login': () => [200, { data: {} }] as [number, unknown],
	'/types/nodes.json': () => [200, [{ name: 'n8n-nodes-callcow.callCow' }]] as [number, unknown],
};

describe('the tests that run on an n8n elsewhere', () => {
	it('are there, and ask for nothing but its address', () => {
		expect(byAddress).toEqual([...byAddress].sort());
		for (const name of byAddress) {
			const source = readFileSync(path.join(tests, `${name}.test.ts`), 'utf8');
			expect(source).not.toMatch(/startN8n|installN8n|startedByTests/);
		}
	});
});

describe('prepareN8nElsewhere', () => {
	it('gives the version when all is well', async () => {
		expect(await withN8n(ready, async (url) => await prepareN8nElsewhere(url, {}))).toBe('3.0.1');
	});

	it('makes the owner of an n8n that has none', async () => {
		let owners = 0;
		const fresh = {
			...ready,
			'/rest/login': () => [401, { message: 'wrong' }] as [number, unknown],
			'/rest/owner/setup': () => [200, { data: { owners: ++owners } }] as [number, unknown],
		};
		await withN8n(fresh, async (url) => await prepareN8nElsewhere(url, {}));
		expect(owners).toBe(1);
	});

	it.each([
		['is not ready', {}, /^No n8n is ready at http:/],
		[
			'does not let us in',
			{ ...ready, '/rest/login': () => [401, {}] as [number, unknown] },
			/does not let somebody@example.com in\. Set N8N_CALLCOW_TEST_EMAIL and /,
		],
		[
			'has not our nodes',
			{ ...ready, '/types/nodes.json': () => [200, []] as [number, unknown] },
			/has no node of n8n-nodes-callcow: install the packed tarball/,
		],
	])('says what to do when it %s', async (_, answers, message) => {
		const env = { N8N_CALLCOW_TEST_EMAIL: 'somebody@example.com', N8N_CALLCOW_TEST_PASSWORD: 'p' };
		await expect(
			withN8n(answers, async (url) => await prepareN8nElsewhere(url, env)),
		).rejects.toThrow(message);
		expect(loginOfTests(env)).toEqual({ email: 'somebody@example.com', password: 'p' });
	});
});
