/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { findChromium } from '../../screenshots/chromium';
import { launchBrowser } from '../../screenshots/editor';
import { startSimulator, type Simulator } from '../../simulator/server';

/** A simulator whose calls ring until somebody decides, and a browser to do so. */
export interface PhoneStage {
	readonly simulator: Simulator;
	/** Opens the phone's page in a tab of its own. */
	open(settings?: Parameters<Browser['newContext']>[0]): Promise<PhonePage>;
	/** Places a call without an n8n. */
	place(changes?: Record<string, unknown>): Promise<Response>;
	/** Registers a webhook for the first workflow. */
	register(address: string): Promise<Response>;
	/** To call after each test: closes the tabs and forgets the calls. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

export interface PhonePage {
	readonly page: Page;
	readonly context: BrowserContext;
	button(name: string | RegExp): Locator;
	/** The call in the list that was placed last. */
	newestCall(): Locator;
}

export const task = 'Confirm the appointment of Sarah on Friday at 3pm. Ask about parking.';

const workflow = { id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21', name: 'Confirm an appointment' };

export async function startPhoneStage(): Promise<PhoneStage> {
	const browser = await launchBrowser(findChromium() ?? 'chromium');
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		script: { default: { outcome: 'manual' } },
		workflows: [workflow],
	});
	const post = async (path: string, body: unknown) =>
		await fetch(`${simulator.baseUrl}/${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.apiKey}` },
			body: JSON.stringify(body),
		});
	const contexts: BrowserContext[] = [];
	const complaints: string[] = [];
	return {
		simulator,
		open: async (settings = {}) => {
			const phone = await openPhone(browser, simulator.pageUrl, { settings, complaints });
			contexts.push(phone.context);
			return phone;
		},
		place: async (changes = {}) =>
			await post('call-prompt', { prompt: task, recipient_phone: '+14155552671', ...changes }),
		register: async (webhook_url) =>
			await post('webhooks', { workflow_id: workflow.id, webhook_url, name: 'n8n: Front desk' }),
		clear: async () => {
			for (const context of contexts.splice(0)) await context.close();
			simulator.reset();
			const said = complaints.splice(0);
			if (said.length > 0) throw new Error(`The browser complained:\n${said.join('\n')}`);
		},
		close: async () => {
			await browser.close();
			await simulator.close();
		},
	};
}

/**
 * Opens the phone at an address in a tab of its own.
 *
 * @param complaints gets what the browser complains of; what the content security policy stops is there too
 */
export async function openPhone(
	browser: Browser,
	pageUrl: string,
	{
		settings = {},
		complaints,
	}: { settings?: Parameters<Browser['newContext']>[0]; complaints: string[] },
): Promise<PhonePage> {
	const context = await browser.newContext({ locale: 'en-US', ...settings });
	context.setDefaultTimeout(15_000);
	const page = await context.newPage();
	page.on('pageerror', (error) => void complaints.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	await page.goto(pageUrl);
	await page.getByText('Connected', { exact: true }).waitFor();
	return {
		page,
		context,
		button: (name) =>
			page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }),
		newestCall: () =>
			page
				.getByRole('region', { name: /^Calls/ })
				.locator('details')
				.first(),
	};
}

/** Presses Tab until `target` has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab');
		if (await hasFocus(target)) return;
	}
	throw new Error(`Tab does not get to ${String(target)}`);
}

export async function hasFocus(target: Locator): Promise<boolean> {
	return (await target.and(target.page().locator(':focus')).count()) === 1;
}

/** Waits until something is so that the page does not show. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`Not within ten seconds: ${String(isSo)}`);
		await delay(50);
	}
}
