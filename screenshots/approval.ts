import type { Page } from 'playwright-core';

import type { N8nClient, StoredWorkflow } from '../local-n8n/rest-client';
import { approvalExample } from '../test/support/approval-stage';
import { phone, reviewed, turns } from '../test/support/phone-script';
import { startStubModel } from '../test/support/stub-model';
import { around, type Area } from './area';
import { openWorkflow } from './canvas';
import type { Stage } from './stage';

/** An agent that asks before it phones, not published, and a model that wants one call of it. */
export async function prepareApproval(
	client: N8nClient,
	callCow: Stage['credential'],
	whenDone: (putAway: () => Promise<void>) => void,
): Promise<StoredWorkflow> {
	const model = await startStubModel();
	whenDone(model.close);
	model.play(turns([wanted]));
	const openAi = await client.createCredential({
		name: 'OpenAI account',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.url },
	});
	return await client.createWorkflow(await approvalExample({ callCow, openAi }));
}

const wanted = reviewed(
	phone(
		'sarah',
		'+14155552671',
		'Call the dental practice in Mill Street on behalf of Sarah Miller. Her appointment is on Tuesday, May 5, at 3 pm. Ask for a time on Thursday, May 7, instead, in the afternoon if possible. If nothing is free that day, leave the appointment as it is.',
	),
	'You asked me to move your appointment from Tuesday to Thursday.',
);

const SAYS =
	'Call my dentist at +1 415 555 2671 and move my appointment from Tuesday to Thursday. I am Sarah Miller.';

/** The chat of the editor, from what the person has said to the buttons below the question. */
export async function openQuestion(page: Page, { workflows }: Stage): Promise<Area> {
	await openWorkflow(page, workflows.approval);
	await page.getByRole('button', { name: 'Open chat' }).last().click();
	const input = page.locator('textarea:visible').last();
	await input.fill(SAYS);
	await input.press('Enter');
	const lastButton = page.getByText('Do not call', { exact: true }).last();
	await lastButton.waitFor();
	// The question slides in.
	await page.waitForTimeout(1_000);
	return await around(page.getByText(SAYS).last().or(lastButton), 32);
}
