import type { Page } from 'playwright-core';

import { openPhone, phoneRings, phoneTalks } from './phone';
import { openQuestion } from './approval';
import { area, around, type Area } from './area';
import { canvasNode, closeChecklist, execute, openNode, openWorkflow } from './canvas';
import { chatAnswered } from './chat-picture';
import type { StoredWorkflow } from '../local-n8n/rest-client';
import { type Theme, whenStill } from './editor';
import { refusedNumber, type Stage } from './stage';
import { nodeNames } from './workflows';

export interface Picture {
	/** The name of the file, without its ending. */
	readonly name: string;
	readonly theme?: Theme;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Something beside the picture moves for ever, such as seconds that n8n counts. */
	readonly isNeverStill?: boolean;
	/** Brings the page to where the picture is taken, and says which part of it is in the picture: by default all. */
	readonly arrange: (page: Page, stage: Stage) => Promise<Area | undefined>;
}

const phoneSize = { width: 1040, height: 1700 };
const tall = { width: 1400, height: 1500 };

export const pictures: readonly Picture[] = [
	{ name: 'workflow', arrange: executedExample },
	{ name: 'workflow-dark', theme: 'dark', arrange: executedExample },
	{
		name: 'node',
		viewport: { width: 1400, height: 2100 },
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.everyOption);
			// The expressions show their values once there is data.
			await execute(page, nodeNames.start);
			await openNode(page, canvasNode(page, 'place: call'));
			await page.getByTestId('parameter-expression-preview-recipientPhone').waitFor();
			return await form(page);
		},
	},
	{
		name: 'trigger',
		viewport: tall,
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.everyOption);
			await openNode(page, canvasNode(page, nodeNames.trigger));
			await page.getByText('Webhook URLs').click();
			await page.getByText('Production URL', { exact: true }).click();
			return await form(page);
		},
	},
	{
		name: 'credential',
		viewport: { width: 1400, height: 1700 },
		arrange: async (page, { credential }) => {
			await page.goto(`/home/credentials/${credential.id}`);
			await page.getByTestId('credentials-config-container-test-success').waitFor();
			// Below that, n8n's window scrolls.
			return { ...(await area(page.getByTestId('editCredential-modal'))), height: 715 };
		},
	},
	{
		name: 'credential-guards',
		viewport: { width: 1400, height: 1700 },
		arrange: async (page, { credential }) => {
			await page.goto(`/home/credentials/${credential.id}`);
			await page.getByTestId('credentials-config-container-test-success').waitFor();
			const last = page.getByText('CallCow accepts 60 per minute');
			await last.scrollIntoViewIfNeeded();
			await whenStill(page);
			return await around(page.getByText('Allowed Countries', { exact: true }).or(last), 24);
		},
	},
	{
		name: 'result',
		// The next node floats over the edge of the output, half way down: here far below the result.
		viewport: tall,
		arrange: async (page, { workflows, answeredExecutionId }) => {
			await page.goto(`/workflow/${workflows.example.id}/executions/${answeredExecutionId}`);
			const trigger = canvasNode(page, nodeNames.trigger);
			await trigger.waitFor();
			await closeChecklist(page);
			await openNode(page, trigger);
			const output = page.getByTestId('output-panel');
			await output.getByText('JSON', { exact: true }).click();
			return { ...(await area(output)), height: 470 };
		},
	},
	{
		name: 'hint',
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.noTrigger);
			await execute(page, nodeNames.start);
			await openNode(page, canvasNode(page, 'place: call'));
			await page.getByTestId('node-hint').waitFor();
			return { ...(await area(page.getByTestId('output-panel'))), height: 420 };
		},
	},
	{
		name: 'error',
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.badNumber);
			await execute(page, nodeNames.start);
			await openNode(page, canvasNode(page, 'place: call'));
			return { ...(await area(page.getByTestId('output-panel'))), height: 320 };
		},
	},
	{
		name: 'skipped',
		// The next node floats over the edge of the output, half way down.
		viewport: { width: 1400, height: 2000 },
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.calledBefore);
			await execute(page, nodeNames.start);
			await openNode(page, canvasNode(page, 'place: call'));
			await page.getByTestId('node-hint').waitFor();
			const output = page.getByTestId('output-panel');
			// In the table the reason is beyond the edge.
			await output.getByText('JSON', { exact: true }).click();
			return { ...(await area(output)), height: 750 };
		},
	},
	{
		name: 'story',
		arrange: async (page, { workflows, simulator }) => {
			simulator.fault({
				kind: 'answer',
				callMade: false,
				status: 422,
				body: { error: 'The prompt is not clear' },
				recipient: refusedNumber,
			});
			await openWorkflow(page, workflows.halfWay);
			await execute(page, nodeNames.start);
			await openNode(page, canvasNode(page, 'place: call'));
			return { ...(await area(page.getByTestId('output-panel'))), height: 460 };
		},
	},
	{
		name: 'campaign',
		viewport: { width: 2200, height: 1130 },
		arrange: async (page, { campaign }) => {
			await openWorkflow(page, campaign.workflow);
			await page.getByTestId('zoom-to-fit').click();
			return undefined;
		},
	},
	{
		name: 'campaign-table',
		viewport: { width: 1900, height: 430 },
		arrange: async (page, { campaign }) => {
			await page.goto(campaign.tablePath);
			await page.getByText('not reached').or(page.getByText('waiting')).first().waitFor();
			return undefined;
		},
	},
	{
		name: 'with-workflow',
		viewport: tall,
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.callCowWorkflow);
			await openNode(page, canvasNode(page, 'Place with Workflow'));
			return await form(page);
		},
	},
	{
		name: 'workflow-trigger',
		viewport: tall,
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.callCowWorkflow);
			await openNode(page, canvasNode(page, 'Calls of the Workflow'));
			return await form(page);
		},
	},
	{
		name: 'wait',
		viewport: { width: 1400, height: 1080 },
		arrange: async (page, { workflows }) => await canvas(page, workflows.waitingList),
	},
	{
		name: 'wait-node',
		viewport: tall,
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.tryAgain);
			await openNode(page, canvasNode(page, 'place and wait: call'));
			return await form(page);
		},
	},
	{
		name: 'fields',
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.neverRun);
			await openNode(page, canvasNode(page, nodeNames.next));
			await page.getByTestId('run-data-schema-item').filter({ hasText: 'call_summary' }).waitFor();
			// Its output, beside that, is empty.
			const { x, y } = await area(page.getByTestId('ndv'));
			const middle = await area(page.getByTestId('node-parameters'));
			return { x, y, width: middle.x + middle.width - x, height: 700 };
		},
	},
	{
		name: 'outcomes',
		viewport: { width: 1900, height: 1150 },
		arrange: async (page, { workflows }) => await canvas(page, workflows.tryAgain),
	},
	{
		name: 'everybody',
		viewport: { width: 2200, height: 1000 },
		arrange: async (page, { workflows }) => await canvas(page, workflows.everybody),
	},
	{
		name: 'everybody-report',
		viewport: { width: 1900, height: 1500 },
		arrange: async (page, { workflows, n8n }) => {
			const { id } = workflows.everybody;
			const executionId = await n8n.client.run(id, nodeNames.start);
			await n8n.client.waitForExecution(executionId, 60_000);
			await page.goto(`/workflow/${id}/executions/${executionId}`);
			const persons = canvasNode(page, 'One Item a Person');
			await persons.waitFor();
			await closeChecklist(page);
			await openNode(page, persons);
			const output = page.getByTestId('output-panel');
			return { ...(await area(output)), height: 290 };
		},
	},
	{ name: 'phone', viewport: phoneSize, arrange: phoneRings },
	{ name: 'phone-dark', theme: 'dark', viewport: phoneSize, arrange: phoneRings },
	{
		name: 'phone-narrow',
		theme: 'dark',
		viewport: { width: 390, height: 1500 },
		arrange: phoneRings,
	},
	{ name: 'phone-talk', viewport: phoneSize, arrange: phoneTalks },
	{ name: 'phone-talk-dark', theme: 'dark', viewport: phoneSize, arrange: phoneTalks },
	{
		name: 'phone-calls',
		viewport: phoneSize,
		arrange: async (page, stage) => {
			await openPhone(page, stage);
			const call = page
				.locator('.calls details')
				.filter({ has: page.getByText('Answered', { exact: true }) })
				.first();
			await call.locator('summary').click();
			await page.mouse.move(5, 5);
			const whole = await area(call);
			return { ...whole, height: Math.min(whole.height, 1_100) };
		},
	},
	{ name: 'chat', viewport: { width: 900, height: 570 }, arrange: chatAnswered },
	{ name: 'creator', arrange: nodeCreator },
	{ name: 'creator-dark', theme: 'dark', arrange: nodeCreator },
	{
		name: 'approval',
		// The chat takes the lower third.
		viewport: { width: 1400, height: 2600 },
		isNeverStill: true,
		arrange: openQuestion,
	},
	{
		name: 'tool',
		viewport: tall,
		arrange: async (page, { workflows }) => {
			await openWorkflow(page, workflows.agent);
			await openNode(page, canvasNode(page, nodeNames.tool));
			return await form(page);
		},
	},
];

/** A workflow as it is opened. */
async function canvas(page: Page, workflow: StoredWorkflow): Promise<Area> {
	await openWorkflow(page, workflow);
	return await canvasArea(page);
}

async function executedExample(page: Page, { workflows }: Stage): Promise<Area> {
	await openWorkflow(page, workflows.example);
	await execute(page, nodeNames.start);
	return await canvasArea(page);
}

/** Everything on the canvas, without the editor around it. */
async function canvasArea(page: Page): Promise<Area> {
	// One step back, so that the button at the bottom lies on no node.
	await page.getByTestId('zoom-out-button').click();
	// n8n shows a toolbar over what the mouse is on.
	await page.mouse.move(100, 400);
	await whenStill(page);
	const nodes = page.getByTestId('canvas-node').or(page.getByTestId('sticky'));
	// The margin holds the names below the nodes.
	return await around(nodes.or(page.locator('.vue-flow__edge-path')), 72);
}

async function nodeCreator(page: Page, { workflows }: Stage): Promise<Area> {
	await openWorkflow(page, workflows.everyOption);
	await page.getByTestId('node-creator-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('phone');
	await page.getByTestId('node-creator-item-name').filter({ hasText: 'CallCow' }).waitFor();
	await whenStill(page);
	return { ...(await area(page.getByTestId('node-creator'))), height: 290 };
}

/** The middle column of a node's window, down to where the last field ends. */
async function form(page: Page): Promise<Area> {
	await whenStill(page);
	const column = await area(page.getByTestId('node-parameters'));
	const fields = await around(page.getByTestId('parameter-item'), 24);
	const top = (await area(page.getByTestId('ndv'))).y + 42;
	return { x: column.x, y: top, width: column.width, height: fields.y + fields.height - top };
}
