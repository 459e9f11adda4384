import type { Locator, Page } from 'playwright-core';

import { canvasNode, closeChecklist, execute, openNode, openWorkflow } from './canvas';
import type { StoredWorkflow } from '../local-n8n/rest-client';
import { type Theme, whenStill } from './editor';
import type { Stage } from './stage';
import { nodeNames } from './workflows';

/** A part of the page, in its own pixels. */
interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Picture {
	/** The name of the file, without its ending. */
	readonly name: string;
	readonly theme?: Theme;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Brings the page to where the picture is taken, and says which part of it is in the picture: by default all. */
	readonly arrange: (page: Page, stage: Stage) => Promise<Area | undefined>;
}

const tall = { width: 1400, height: 1500 };

export const pictures: readonly Picture[] = [
	{ name: 'workflow', arrange: executedExample },
	{ name: 'workflow-dark', theme: 'dark', arrange: executedExample },
	{
		name: 'node',
		viewport: tall,
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
		arrange: async (page, { credential }) => {
			await page.goto(`/home/credentials/${credential.id}`);
			await page.getByTestId('credentials-config-container-test-success').waitFor();
			return await area(page.getByTestId('editCredential-modal'));
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
		name: 'outcomes',
		viewport: { width: 1900, height: 1150 },
		arrange: async (page, { workflows }) => await canvas(page, workflows.tryAgain),
	},
	{ name: 'creator', arrange: nodeCreator },
	{ name: 'creator-dark', theme: 'dark', arrange: nodeCreator },
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
	return { ...(await area(page.getByTestId('node-creator'))), height: 260 };
}

/** The middle column of a node's window, down to where the last field ends. */
async function form(page: Page): Promise<Area> {
	await whenStill(page);
	const column = await area(page.getByTestId('node-parameters'));
	const fields = await around(page.getByTestId('parameter-item'), 24);
	const top = (await area(page.getByTestId('ndv'))).y + 42;
	return { x: column.x, y: top, width: column.width, height: fields.y + fields.height - top };
}

/** What all of these cover, and a margin. */
async function around(elements: Locator, margin: number): Promise<Area> {
	const areas = await Promise.all((await elements.filter({ visible: true }).all()).map(area));
	const x = Math.min(...areas.map((each) => each.x)) - margin;
	const y = Math.min(...areas.map((each) => each.y)) - margin;
	const right = Math.max(...areas.map((each) => each.x + each.width)) + margin;
	const bottom = Math.max(...areas.map((each) => each.y + each.height)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}

async function area(element: Locator): Promise<Area> {
	const box = await element.boundingBox();
	if (box === null) throw new Error(`${element.toString()} cannot be seen.`);
	return box;
}
