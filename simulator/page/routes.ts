/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { isToken, onlyOwnPages, type Access } from '../control/access';
import { modules, pageFolder } from './files';

const importMap = JSON.stringify({
	imports: Object.fromEntries(modules.map(({ name, file }) => [name, `/page/modules/${file}`])),
});

const importMapHash = createHash('sha256').update(importMap).digest('base64');

/** Nothing from elsewhere, no script in the document but the import map, in nobody's frame. */
const contentSecurityPolicy = [
	"default-src 'none'",
	`script-src 'self' 'sha256-${importMapHash}'`,
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** What the page tells its user to paste into n8n. */
export interface PageAddresses {
	readonly apiKey: string;
}

/**
 * The phone: `GET /` and the files it consists of.
 *
 * The document holds the control token. Where others can reach the simulator, it is given only to
 * who shows the token in the address, `/?token=…`, as the simulator prints it.
 */
export function pageRoutes(access: Access, { apiKey }: PageAddresses) {
	return async (app: FastifyInstance): Promise<void> => {
		const template = await readFile(join(pageFolder, 'index.html'), 'utf8');

		app.addHook('onRequest', onlyOwnPages(access));
		app.addHook('onSend', async (_request, reply) => {
			reply.headers({
				'content-security-policy': contentSecurityPolicy,
				'cross-origin-resource-policy': 'same-origin',
				'referrer-policy': 'no-referrer',
				'x-content-type-options': 'nosniff',
			});
		});

		app.get<{ Querystring: { token?: unknown } }>('/', async (request, reply) => {
			reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
			if (!access.onlyLoopback && !isToken(access, request.query.token)) {
				return await reply
					.code(401)
					.send('<!doctype html><p>Open the address that the simulator printed.</p>');
			}
			return await reply.send(
				documentOf(template, {
					controlToken: access.controlToken,
					apiKey,
					onlyLoopback: String(access.onlyLoopback),
				}),
			);
		});

		// Revalidated each time: a checkout changes under a running browser.
		await app.register(fastifyStatic, {
			root: pageFolder,
			prefix: '/page/',
			index: false,
			dotfiles: 'deny',
			cacheControl: false,
			setHeaders: (response) => void response.setHeader('cache-control', 'no-cache'),
		});
		for (const { folder, file } of modules) {
			app.get(`/page/modules/${file}`, (_request, reply) => reply.sendFile(file, folder));
		}
	};
}

/**
 * Where the page is, in a browser on this machine. An address such as 0.0.0.0 stands for all that
 * this machine has; a browser needs one of them.
 */
export function pageUrlOf(
	host: string,
	origin: string,
	{ onlyLoopback, controlToken }: Access,
): string {
	if (onlyLoopback) return `${origin}/`;
	const { port } = new URL(origin);
	const base = host === '0.0.0.0' || host === '::' ? `http://localhost:${port}` : origin;
	return `${base}/?token=${controlToken}`;
}

function documentOf(template: string, values: Record<string, string>): string {
	return template
		.replace('<!-- import map -->', `<script type="importmap">${importMap}</script>`)
		.replace(/\{\{(\w+)\}\}/g, (_found, name: string) => asAttribute(values[name] ?? ''));
}

function asAttribute(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
