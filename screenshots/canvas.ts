import type { Locator, Page } from 'playwright-core';

import type { StoredWorkflow } from '../local-n8n/rest-client';
import { whenStill } from './editor';

/** What a person does on n8n's canvas and in a node's window. */

export async function openWorkflow(page: Page, { id }: StoredWorkflow): Promise<void> {
	await page.goto(`/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	await whenStill(page);
	await closeChecklist(page);
}

/** @param text part of the name or of the line below it. */
export function canvasNode(page: Page, text: string): Locator {
	return page.getByTestId('canvas-node').filter({ hasText: text });
}

/** n8n lays its advice for published workflows over the canvas. */
export async function closeChecklist(page: Page): Promise<void> {
	const close = page.getByTestId('suggested-actions-close');
	if (!(await close.isVisible())) return;
	await close.click();
	await close.waitFor({ state: 'hidden' });
}

/** Executes from one trigger and waits for the end. */
export async function execute(page: Page, triggerName: string): Promise<void> {
	await canvasNode(page, triggerName).hover();
	await page.getByTestId(`execute-workflow-button-${triggerName}`).click();
	await toasts(page).first().waitFor();
	await closeToasts(page);
}

export async function openNode(page: Page, node: Locator): Promise<void> {
	await node.dblclick();
	await page.getByTestId('node-parameters').waitFor();
	await whenStill(page);
}

export async function closeToasts(page: Page): Promise<void> {
	for (const toast of await toasts(page).all()) {
		await toast.locator('.el-notification__closeBtn').click();
	}
	await toasts(page).first().waitFor({ state: 'hidden' });
}

function toasts(page: Page): Locator {
	return page.locator('.el-notification:visible');
}
