import type { Page } from 'playwright-core';

import { area, type Area } from './area';
import type { Stage } from './stage';
import { nodeNames } from './workflows';

/** What a person does on the page of the simulator. */

/** Opens the page. A call that rings rings on. */
export async function openPhone(page: Page, { simulator }: Stage): Promise<void> {
	await page.goto(simulator.pageUrl);
	await page.getByText('Connected', { exact: true }).waitFor();
}

/** The phone when the two calls of the example have come in. */
export async function phoneRings(page: Page, stage: Stage): Promise<Area> {
	await letExampleRing(stage);
	await openPhone(page, stage);
	await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
	const { y, height } = await area(page.locator('.phone'));
	return { x: 0, y: 0, width: page.viewportSize()!.width, height: y + height + 16 };
}

/** The phone in the middle of a conversation; afterwards the line is free again. */
export async function phoneTalks(page: Page, stage: Stage): Promise<Area> {
	await letExampleRing(stage);
	await openPhone(page, stage);
	const answer = page.getByRole('button', { name: 'Answer', exact: true });
	if (await answer.isVisible()) {
		await answer.click();
		await page.getByLabel('What the person says').fill("Yes, I'll be there.");
		await page.getByRole('button', { name: 'Say' }).click();
		await page.getByRole('list', { name: 'What was said' }).getByText("I'll be there").waitFor();
	}
	return await area(page.locator('.phone'));
}

/** Executes the example, unless one of its calls still goes on, with a phone that somebody has to pick up. */
async function letExampleRing({ simulator, n8n, workflows }: Stage): Promise<void> {
	if (simulator.calls().some(({ outcome }) => outcome === null)) return;
	simulator.script({ default: { outcome: 'manual' }, numbers: {} });
	const id = await n8n.client.run(workflows.example.id, nodeNames.start);
	await n8n.client.waitForExecution(id, 60_000);
}
