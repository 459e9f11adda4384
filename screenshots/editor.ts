/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import { CannotContinue } from '../local-n8n/cannot-continue';
import type { Stage } from './stage';

export type Theme = 'light' | 'dark';

/** Chromium asks nobody on the internet anything, and runs as root in a container too. */
const quietly = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** n8n's first page may take half a minute on a busy machine. */
const withinMs = 60_000;

/** @throws {CannotContinue} when there is no such program. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
	// What n8n's own tests call its elements by.
	selectors.setTestIdAttribute('data-test-id');
	try {
		return await chromium.launch({
			executablePath,
			args: quietly,
			// Playwright would end this process at once, before n8n and its files are put away.
			handleSIGHUP: false,
			handleSIGINT: false,
			handleSIGTERM: false,
		});
	} catch (cause) {
		throw new CannotContinue(
			`Chromium does not start from ${executablePath} (${(cause as Error).message.split('\n', 1)[0]}). ` +
				'Install it, on Debian with `apt-get install chromium fonts-liberation`, or set CHROMIUM to its path.',
		);
	}
}

/** Opens a tab in which the owner of this n8n is logged in; only this n8n and the phone are reachable from it. */
export async function openEditor(
	browser: Browser,
	{ n8n, simulator }: Pick<Stage, 'n8n' | 'simulator'>,
	theme: Theme,
): Promise<Page> {
	const { cookie = '', browserId } = n8n.client.session();
	const context = await browser.newContext({
		baseURL: n8n.url,
		colorScheme: theme,
		deviceScaleFactor: 1.5,
		locale: 'en-US',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(withinMs);
	await context.addCookies([
		{ name: 'n8n-auth', value: cookie.replace('n8n-auth=', ''), url: n8n.url },
	]);
	// As text: these run in the page, where other globals exist than here.
	const stored = { 'n8n-browserId': browserId, N8N_THEME: theme };
	await context.addInitScript(`Object.assign(localStorage, ${JSON.stringify(stored)})`);
	// The editor asks the registry about community packages, and fonts and templates elsewhere.
	const hosts = [n8n.url, simulator.pageUrl].map((address) => new URL(address).host);
	await context.route(
		(url) => !hosts.includes(url.host),
		async (route) => {
			await route.abort();
		},
	);
	return await context.newPage();
}

/** Waits until two looks at the page, 400 ms apart, are the same: nothing loads, slides or fades any more. */
export async function whenStill(page: Page): Promise<void> {
	const deadline = Date.now() + withinMs;
	let before: Buffer | undefined;
	while (Date.now() < deadline) {
		const now = await page.screenshot({ animations: 'disabled' });
		if (before?.equals(now)) return;
		before = now;
		await delay(400);
	}
	throw new Error('The page does not stop changing.');
}
