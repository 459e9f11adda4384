/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { join } from 'node:path';

import type { BrowserContext, Locator, Page } from 'playwright-core';

import { chatProgramFolder, chatProgramUrl } from '../local-n8n/chat-page';

/* What a person does on n8n's page of a chat. */

/** Gives the page its program from this machine, and nothing else from anywhere else. */
export async function serveChatProgram(context: BrowserContext): Promise<void> {
	const folder = await chatProgramFolder();
	await context.route('https://cdn.jsdelivr.net/**', async (route) => {
		const url = route.request().url();
		if (url.startsWith(chatProgramUrl)) {
			await route.fulfill({ path: join(folder, url.slice(chatProgramUrl.length)) });
		} else {
			// A style sheet that makes browsers alike, and in this one does nothing else that shows.
			await route.fulfill({ contentType: 'text/css', body: 'body { margin: 0; }' });
		}
	});
}

/** Says something, in the page of a chat or in the chat of the editor. */
export async function sayInChat(page: Page, text: string): Promise<void> {
	const input = page.getByTestId('chat-input').filter({ visible: true });
	await input.fill(text);
	await input.press('Enter');
	await page.locator('.chat-message-from-user').filter({ hasText: text }).waitFor();
}

/** The three dots while an answer is awaited. */
export function waitingForAnswer(page: Page): Locator {
	return page.locator('.chat-message-typing');
}

export function answers(page: Page): Locator {
	return page.locator('.chat-message-from-bot:not(.chat-message-typing)');
}
