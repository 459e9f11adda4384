/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkN8n } from '../../../../simulator/control/n8n-check';
import { receiver, started } from '../started';

const health = { status: 200, body: '{"status":"ok"}' };

describe('checkN8n', () => {
	it.each(['', '/', '/n8n', '/n8n/'])('finds an n8n under the path %j', async (path) => {
		const { url, received } = await receiver(() => health);
		const check = await checkN8n(`${new URL(url).origin}${path}`);
		expect(check).toMatchObject({
			reached: true,
			message: expect.stringContaining('n8n responds'),
		});
		expect(received).toMatchObject([{ method: 'GET', path: `${path.replace(/\/$/, '')}/healthz` }]);
	});

	it('says how to give that address out', async () => {
		const { url } = await receiver(() => health);
		const { origin } = new URL(url);
		expect((await checkN8n(url)).advice.join()).toContain(`N8N_WEBHOOK_URL=${origin}/`);
	});

	it.each(['', 'localhost:5678', 'ftp://127.0.0.1', 'file:///etc/passwd'])(
		'asks nobody about %j',
		async (address) => {
			expect(await checkN8n(address)).toMatchObject({
				reached: false,
				message: 'That is not an http or https address.',
			});
		},
	);

	it('follows no redirect', async () => {
		const elsewhere = await receiver(() => health);
		const { url } = await receiver(() => ({
			status: 302,
			headers: { location: elsewhere.url },
		}));
		expect(await checkN8n(url)).toMatchObject({
			reached: false,
			message: expect.stringContaining('status 302'),
		});
		expect(elsewhere.received).toEqual([]);
	});

	it.each([
		[{ status: 404, body: 'nothing' }, 'status 404'],
		[{ status: 200, body: '<h1>Another program</h1>' }, 'status 200'],
	])('does not take %j for n8n, and shows nothing of it', async (answer, found) => {
		const { url } = await receiver(() => answer);
		const check = await checkN8n(url);
		expect(check).toMatchObject({ reached: false, message: expect.stringContaining(found) });
		expect(JSON.stringify(check)).not.toContain(answer.body);
	});

	it('says that nothing listens, and how Docker publishes a port', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		const check = await checkN8n(`http://127.0.0.1:${port}`);
		expect(check).toMatchObject({
			reached: false,
			message: `Nothing is listening at http://127.0.0.1:${port}.`,
		});
		expect(check.advice.join()).toContain('-p 5678:5678');
	});

	it('waits no longer than its time limit', async () => {
		const { url } = await receiver(() => null);
		expect(await checkN8n(url, { timeLimitMs: 30 })).toMatchObject({
			reached: false,
			message: expect.stringContaining('within 0.03 seconds'),
		});
	});

	it('can be asked for over HTTP', async () => {
		const simulator = await started();
		const { url } = await receiver(() => health);
		const { status, body } = await simulator.ask('POST', '/__simulator/n8n-check', {
			address: url,
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({ reached: true });
	});
});
