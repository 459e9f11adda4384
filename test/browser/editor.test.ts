import type { IDataObject, INode } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { packageName } from '../../local-n8n/package-tarball';
import type { StoredCredential } from '../../local-n8n/rest-client';
import { canvasNode, execute } from '../../screenshots/canvas';
import {
	byHand,
	callCow,
	callCowTrigger,
	list,
	node,
	NODE_VERSION,
	workflowOf,
} from '../support/workflow-builder';
import { startEditorStage, versionHere, type EditorStage } from './editor-stage';
import { until } from './phone-stage';

/** Starting an n8n and installing into it, on a machine that has other things to do. */
const STARTS_WITHIN_MS = 240_000;

const chosenWorkflow = {
	__rl: true,
	mode: 'list',
	value: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21',
	cachedResultName: 'Confirm an appointment',
};

let stage: EditorStage;
let page: Page;
let workflowId: string;

beforeAll(async () => {
	stage = await startEditorStage();
	page = stage.page;
	const { apiKey, baseUrl } = stage.simulator;
	const credential = await stage.n8n.client.createCredential({
		name: 'The simulator',
		type: 'callCowApi',
		data: { apiKey, baseUrl, callbackSecret: '' },
	});
	({ id: workflowId } = await stage.n8n.client.createWorkflow(
		workflowOf(
			'Everything',
			...inRows([
				...everyForm(credential),
				[asTool(credential)],
				badNumber(credential),
				...neverRun(credential),
			]),
		),
	));
}, STARTS_WITHIN_MS);

afterAll(async () => await stage.close(), 60_000);

describe('Settings > Community nodes', () => {
	it('lists the package, its version and both nodes when it was installed', async () => {
		await page.goto('/settings/community-nodes');
		const card = page.getByTestId('community-package-card').filter({ hasText: packageName });
		const text = await card.innerText();
		expect(text).toContain(`v${await versionHere()}`);
		expect(text).toMatch(/2 nodes:\s+CallCow,\s*CallCow Trigger/);
	});
});

describe('the node creator', () => {
	beforeAll(async () => {
		await page.goto('/workflow/new');
		await page.getByTestId('canvas-plus-button').click();
	});

	it.each(['call', 'phone', 'callcow'])('finds the nodes by "%s"', async (words) => {
		const search = page.getByTestId('node-creator-search-bar');
		await search.fill(words);
		const found = page.getByTestId('node-creator-item-name').filter({ hasText: /^CallCow$/ });
		await found.click();

		const creator = page.getByTestId('node-creator');
		await creator.getByText('Triggers (1)').waitFor();
		await creator.getByText('On new CallCow event').waitFor();
		await creator.getByText('Actions (4)').click();
		const actions = [
			'Place call',
			'Place call and wait for result',
			'Place call with workflow',
			'Get many workflows',
		];
		for (const action of actions) await creator.getByText(action, { exact: true }).waitFor();
		await creator.getByRole('button').first().click();
		await search.waitFor();
		// The list of actions slides away; the next search would find it beside its own.
		await creator.getByText('Triggers (1)').waitFor({ state: 'detached' });
	});

	it('adds the node in its newest version', async () => {
		await page.getByTestId('node-creator-search-bar').fill('callcow');
		await page
			.getByTestId('node-creator-item-name')
			.filter({ hasText: /^CallCow$/ })
			.click();
		const creator = page.getByTestId('node-creator');
		await creator.getByText('Actions (4)').click();
		const stored = page.waitForRequest(
			(request) => request.method() === 'POST' && /\/rest\/workflows$/.test(request.url()),
		);
		await creator.getByText('Place call', { exact: true }).click();
		await page.getByTestId('ndv-close-button').click();
		await page.keyboard.press('Control+s');
		const { nodes } = (await stored).postDataJSON() as { nodes: INode[] };
		expect(nodes.map(({ type, typeVersion }) => [type, typeVersion])).toContainEqual([
			'n8n-nodes-callcow.callCow',
			NODE_VERSION,
		]);
	});
});

describe('the form of the credential', () => {
	it('shows every field, and that the connection was tested', async () => {
		await page.goto('/home/credentials/create');
		await page.getByRole('dialog').locator('input').first().click();
		await page.keyboard.type('CallCow');
		await page.getByText('CallCow API', { exact: true }).first().click();
		await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();

		const form = page.getByTestId('editCredential-modal');
		const { apiKey, baseUrl } = stage.simulator;
		await form.getByTestId('parameter-input-apiKey').locator('input').fill(apiKey);
		await form.getByTestId('parameter-input-baseUrl').locator('input').fill(baseUrl);
		await form.getByRole('button', { name: 'Save' }).click();
		await form.getByText('Connection tested successfully').waitFor();
		const text = await form.innerText();
		for (const field of [
			'API Key',
			'Base URL',
			'Callback Secret',
			'Allowed Countries',
			'Requests per Minute',
		]) {
			expect(text).toContain(field);
		}
		expect(stage.simulator.calls()).toEqual([]);
	});
});

describe('in a workflow', () => {
	beforeAll(async () => {
		await page.goto(`/workflow/${workflowId}`);
		await page.getByTestId('canvas-node').first().waitFor();
	});

	afterEach(async () => {
		await page.getByTestId('ndv-close-button').click();
		await page.getByTestId('ndv').waitFor({ state: 'hidden' });
	});

	const open = async (name: string) => {
		await canvasNode(page, name).dblclick();
		const form = page.getByTestId('node-parameters');
		await form.waitFor();
		return form;
	};

	it.each([
		['Placing', ['Resource', 'Operation', 'Prompt', 'Recipient Phone', 'Send Result To']],
		['Waiting', ['Resource', 'Operation', 'Prompt', 'Recipient Phone', 'Maximum Wait (Minutes)']],
		['Following', ['Resource', 'Operation', 'Workflow', 'Recipient Phone']],
		['Listing', ['Resource', 'Operation', 'Return All', 'Limit']],
		['Starting', ['Authentication', 'Source', 'Workflow', 'Outcomes', 'Simplify']],
	])(
		'the form of %s shows every field and option, and nothing to correct',
		async (name, fields) => {
			const form = await open(name);
			for (const label of [...fields, ...(optionLabels[name] ?? [])]) {
				await form.getByText(label, { exact: true }).filter({ visible: true }).first().waitFor();
			}
			// All that there is has been added: there is no more to add.
			expect(await form.getByTestId('collection-parameter-add').count()).toBe(0);
			expect(await page.getByTestId('parameter-issues').count()).toBe(0);
		},
	);

	it.each(['first', 'newest'])(
		'shows the fields of a node of the %s version that has never run',
		async (which) => {
			await open(`Behind the ${which} version`);
			const fields = page.getByTestId('run-data-schema-item');
			await fields.filter({ hasText: /^outcome/ }).waitFor();
			const texts = await fields.allInnerTexts();
			const names = texts.map((text) => text.trim());
			expect(names).toEqual(expect.arrayContaining(['outcome', 'call_summary', 'transcript']));
			expect(stage.simulator.calls()).toEqual([]);
		},
	);

	it('a tool leaves number and prompt to the model, with what it has to know about them', async () => {
		const form = await open('As a tool');
		await form.getByText('Output', { exact: true }).waitFor();
		expect(await form.getByText('Defined automatically by the').count()).toBe(2);
		const descriptions = form.locator('textarea, input').filter({ visible: true });
		const values = await descriptions.evaluateAll((fields) =>
			fields.map((field) => (field as unknown as { value: string }).value),
		);
		expect(values).toEqual(
			expect.arrayContaining([
				expect.stringContaining('The complete briefing for the AI'),
				expect.stringContaining('never a guess'),
			]),
		);
		expect(await page.getByTestId('parameter-issues').count()).toBe(0);
	});

	it('the trigger listens for a call of the workflow that was chosen, until it is stopped', async () => {
		await open('Starting');
		const window = page.getByTestId('ndv');
		await window.getByRole('button', { name: 'Execute step' }).first().click();
		await window.getByText('Listening for test event').waitFor();
		expect(stage.simulator.webhooks()).toMatchObject([
			{ workflow_id: chosenWorkflow.value, name: 'n8n: Everything' },
		]);
		await window.getByRole('button', { name: 'Stop Listening' }).first().click();
		await window.getByText('Listen for the result of a call').waitFor();
		await until(() => stage.simulator.webhooks().length === 0);
	});

	it('the error panel says what is wrong with a number, and that nobody was phoned', async () => {
		await execute(page, 'By hand');
		await open('Misdialling');
		await page.getByTestId('node-error-message').waitFor();
		const text = await page.getByTestId('output-panel').innerText();
		expect(text).toContain("'Recipient Phone' has too few digits: +14***26 [item 1]");
		expect(text).toContain('Check the digits and the country code');
		expect(text).toContain(
			'No call was placed, because all items are checked before the first call.',
		);
		expect(stage.simulator.calls()).toEqual([]);
	});
});

const guards = {
	allowPremiumNumbers: false,
	callEachNumberAtMostOnce: 'perDay',
	callingHours: { hours: { from: '09:00', to: '18:00', days: ['monday'], timezone: '' } },
	maximumCalls: 100,
	maximumCallsPerDay: 100,
};
const ofEveryCall = {
	...guards,
	defaultCountry: 'US',
	idempotencyKey: 'row 7',
	maxRetries: 3,
	timeoutSeconds: 60,
};
const labelsOfEveryCall = [
	'Allow Premium Numbers',
	'Call Each Number At Most Once',
	'Calling Hours',
	'From',
	'To',
	'Days',
	'Time Zone',
	'Default Country',
	'Idempotency Key',
	'Max Retries',
	'Maximum Calls',
	'Maximum Calls per Day',
	'Timeout (Seconds)',
	'Options',
];
const optionLabels: Readonly<Record<string, string[]>> = {
	Placing: [...labelsOfEveryCall, 'Reference'],
	Waiting: [...labelsOfEveryCall, 'Reference', 'Outputs'],
	Following: [...labelsOfEveryCall, 'Recipient Context', 'Recipient Email', 'Recipient Name'],
	Starting: ['Options', 'Ignore Duplicates', 'Split Form Fills'],
};

/** A node for each form, with a value in every field. */
function everyForm(credential: StoredCredential): INode[][] {
	const called = { prompt: 'Say that the shop opens at 10 am.', recipientPhone: '+14155552671' };
	const form = (name: string, parameters: IDataObject, more: Partial<INode> = {}) => [
		callCow(credential, parameters, { name, id: name, ...more }),
	];
	return [
		form('Placing', { ...called, options: { ...ofEveryCall, reference: 'row 7' } }),
		form('Waiting', {
			...called,
			operation: 'placeAndWait',
			options: { ...ofEveryCall, reference: 'row 7', outputs: 'one' },
		}),
		form('Following', {
			operation: 'placeWithWorkflow',
			workflowId: chosenWorkflow,
			recipientPhone: called.recipientPhone,
			options: {
				...ofEveryCall,
				recipientContext: 'Bought a bike',
				recipientEmail: 'name@email.com',
				recipientName: 'Sarah',
			},
		}),
		// The first version looks the same.
		form('Listing', { resource: 'workflow', operation: 'getAll' }, { typeVersion: 1 }),
		[
			{
				...callCowTrigger(credential, {
					source: 'workflow',
					workflowId: chosenWorkflow,
					options: { ignoreDuplicates: true, splitFormFills: false },
				}),
				name: 'Starting',
			},
		],
	];
}

/** As it is added: nothing was filled in. */
function asTool(credential: StoredCredential): INode {
	const tool = callCow(credential, {}, { name: 'As a tool', id: 'As a tool' });
	const parameters = { resource: 'call', operation: 'placeAndWait' };
	return { ...tool, type: `${tool.type}Tool`, parameters };
}

/** A list whose second number is none. */
function badNumber(credential: StoredCredential): INode[] {
	return [
		byHand(),
		list([{ phone: '+14155552671' }, { phone: '+1 415 555 26' }]),
		callCow(
			credential,
			{
				prompt: 'Say that the shop opens at 10 am.',
				recipientPhone: '={{ $json.phone }}',
				resultDestination: 'none',
			},
			{ name: 'Misdialling' },
		),
	];
}

/** A node of each version that nobody has executed, and one that is to get its result. */
function neverRun(credential: StoredCredential): INode[][] {
	const versions = { first: 1, newest: NODE_VERSION };
	return Object.entries(versions).map(([which, typeVersion]) => [
		callCow(
			credential,
			{ operation: 'placeAndWait', prompt: 'Say hello.', recipientPhone: '+14155552671' },
			{ name: `Of the ${which} version`, id: which, typeVersion },
		),
		node(`Behind the ${which} version`, 'n8n-nodes-base.set', {}, { typeVersion: 3.4 }),
	]);
}

/** Where the mouse finds each node, and the button beside a trigger. */
const inRows = (chains: INode[][]): INode[][] =>
	chains.map((chain, row) =>
		chain.map((node, column) => ({ ...node, position: [column * 300, row * 200] })),
	);
