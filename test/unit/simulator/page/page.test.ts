/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { started, type Started } from '../started';

/** A request with any Host and a path that is sent as it stands; fetch would not have either. */
async function raw(simulator: Started, path: string, host?: string) {
	return await new Promise<{ status: number | undefined; text: string }>((resolve) => {
		const { port } = simulator;
		const headers = host === undefined ? {} : { host };
		get({ host: '127.0.0.1', port, path, headers }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
			response.on('end', () => resolve({ status: response.statusCode, text }));
		});
	});
}

describe('GET /', () => {
	it('is a page that knows the key and the token, and is stored nowhere', async () => {
		const simulator = await started();
		const response = await fetch(simulator.pageUrl);
		const text = await response.text();
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(text).toContain(`data-control-token="${simulator.controlToken}"`);
		expect(text).toContain(`data-api-key="${simulator.apiKey}"`);
		expect(text).not.toContain('{{');
	});

	it('allows no script in the document but its import map, and nothing from elsewhere', async () => {
		const simulator = await started();
		const response = await fetch(simulator.pageUrl);
		const policy = response.headers.get('content-security-policy') ?? '';
		const inline = [...(await response.text()).matchAll(/<script[^>]*>([^<]+)<\/script>/g)];
		expect(inline).toHaveLength(1);
		const hash = createHash('sha256')
			.update(inline[0]?.[1] ?? '')
			.digest('base64');
		expect(policy).toContain(`script-src 'self' 'sha256-${hash}'`);
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe|https?:|\*/);
	});

	it('is not given to a foreign name that was pointed at this machine', async () => {
		const simulator = await started();
		const answer = await raw(simulator, '/', `evil.example:${simulator.port}`);
		expect(answer.status).toBe(403);
		expect(answer.text).not.toContain(simulator.controlToken);
	});

	it('is given to who shows the token, where other machines reach it', async () => {
		const simulator = await started({ host: '0.0.0.0', controlToken: 'shown-in-the-terminal' });
		const { port, pageUrl } = simulator;
		expect(pageUrl).toBe(`http://localhost:${port}/?token=shown-in-the-terminal`);
		for (const path of ['/', '/?token=guess', '/?token=a&token=b']) {
			const refused = await raw(simulator, path);
			expect(refused.status).toBe(401);
			expect(refused.text).not.toContain('shown-in-the-terminal');
		}
		const { status, text } = await raw(simulator, '/?token=shown-in-the-terminal');
		expect(status).toBe(200);
		expect(text).toContain('data-only-loopback="false"');
	});
});

describe('/page', () => {
	it.each([
		['main.js', /javascript/],
		['style.css', /css/],
		['phone.css', /css/],
		['fields.css', /css/],
		['calls.css', /css/],
		['phone.svg', /svg/],
		['modules/preact.module.js', /javascript/],
		['modules/hooks.module.js', /javascript/],
		['modules/htm.module.js', /javascript/],
	])('serves %s', async (file, type) => {
		const simulator = await started();
		const response = await fetch(`${simulator.origin}/page/${file}`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toMatch(type);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect((await response.text()).length).toBeGreaterThan(100);
	});

	it.each([
		'/page/../routes.ts',
		'/page/%2e%2e/routes.ts',
		'/page/..%2froutes.ts',
		'/page/modules/../../routes.ts',
		'/page/modules/preact.js',
		'/page/',
	])('serves nothing at %s', async (path) => {
		const simulator = await started();
		const { status, text } = await raw(simulator, path);
		expect([400, 403, 404]).toContain(status);
		expect(text).not.toContain('import');
	});
});
