/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { itemsOf } from '../../local-n8n/execution-items';
import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import type { ScriptInput } from '../../simulator/plan/script';
import { withCallStage } from '../support/call-stage';
import {
	exampleFiles,
	readExample,
	withCredentials,
	withParameters,
} from '../support/example-workflow';
import { registeredUrl } from '../support/registered-trigger';
import { itWhereN8nHas, n8nHas } from '../support/tested-version';

const START = 'When clicking ‘Execute workflow’';
const SARAH = '+14155552671';
const DANIEL = '+442079460958';
const EMMA = '+12025550143';

const CALLCOW_WORKFLOW = { id: 'w-front-desk', name: 'Front desk' };

/** Long enough for a busy n8n to have stored the wait: an earlier result would be lost. */
const CALL_TAKES_MS = 1_500;
const RUN_WITHIN_MS = 60_000;
const TIME_LIMIT_MS = 120_000;

const stage = withCallStage({ workflows: [CALLCOW_WORKFLOW] });

const example = async (file: string) => withCredentials(await readExample(file), stage.callCow);

async function activate(workflow: WorkflowDefinition): Promise<{ id: string; url: string }> {
	const id = await stage.create(workflow);
	await stage.n8n.activate(id);
	return { id, url: await registeredUrl(stage.n8n, id) };
}

const run = async (workflow: WorkflowDefinition | string) =>
	await stage.run(workflow, START, RUN_WITHIN_MS);

function script(numbers: Record<string, Partial<ScriptInput>>): void {
	const whole = Object.entries(numbers).map(
		([number, part]) => [number, { outcome: 'answered', afterMs: CALL_TAKES_MS, ...part }] as const,
	);
	stage.simulator.script({ numbers: Object.fromEntries(whole) });
}

describe('every file in examples/', () => {
	it('is imported by name in an end-to-end test', async () => {
		const tests = (await readdir(__dirname)).filter((name) => name.endsWith('.test.ts'));
		const sources = await Promise.all(
			tests.map(async (name) => await readFile(join(__dirname, name), 'utf8')),
		);
		const untested = (await exampleFiles()).filter(
			(file) => !sources.some((source) => source.includes(`'${file}'`)),
		);
		expect(untested).toEqual([]);
	});

	it('uses nodes that this n8n has, in versions that it has', async () => {
		const known = (await stage.n8n.nodeTypes()).flatMap(({ name, version }) =>
			[version].flat().map((one) => `${name} ${one}`),
		);
		for (const file of await exampleFiles()) {
			const { nodes } = await readExample(file);
			const usesDataTables = nodes.some(({ type }) => type === 'n8n-nodes-base.dataTable');
			if (usesDataTables && !n8nHas('dataTables')) continue;
			const asksFirst = nodes.some(({ type }) => type.endsWith('HitlTool'));
			if (asksFirst && !n8nHas('humanReview')) continue;
			const unknown = nodes
				.map(({ type, typeVersion }) => `${type} ${typeVersion}`)
				.filter((used) => !known.includes(used));
			expect([file, unknown]).toEqual([file, []]);
		}
	});

	it('has one sticky note', async () => {
		for (const file of await exampleFiles()) {
			const { nodes } = await readExample(file);
			const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
			expect([file, notes.length]).toEqual([file, 1]);
		}
	});

	it('names the credentials that it needs and leaves the choice open', async () => {
		for (const file of await exampleFiles()) {
			const { nodes } = await readExample(file);
			const needed = nodes.flatMap((node) => Object.values(node.credentials ?? {}));
			expect([file, needed.length > 0]).toEqual([file, true]);
			expect([file, needed.map(({ id }) => id ?? null).filter((id) => id !== null)]).toEqual([
				file,
				[],
			]);
		}
	});

	it('has no two nodes that lie on each other', async () => {
		for (const file of await exampleFiles()) {
			expect([file, overlaps(await readExample(file))]).toEqual([file, []]);
		}
	});
});

/** Pairs of nodes whose boxes, captions included, overlap on the canvas. */
function overlaps({ nodes }: WorkflowDefinition): string[] {
	const boxes = nodes.map(({ name, type, position: [left, top], parameters }) => {
		const isNote = type === 'n8n-nodes-base.stickyNote';
		const width = isNote ? Number(parameters.width) : 100;
		const height = isNote ? Number(parameters.height) : 150;
		return { name, left, top, right: left + width, bottom: top + height };
	});
	return boxes.flatMap((a, index) =>
		boxes
			.slice(index + 1)
			.filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
			.map((b) => `${a.name} / ${b.name}`),
	);
}

describe('appointments-loop-and-wait.json', () => {
	const FILE = 'appointments-loop-and-wait.json';

	it(
		'calls one person after the other and ends with a table of the results',
		async () => {
			script({
				[SARAH]: { summary: 'Sarah comes.' },
				[DANIEL]: { outcome: 'voicemail', summary: 'Left a message.' },
				[EMMA]: { outcome: 'busy', summary: null },
			});
			const execution = await run(await example(FILE));

			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Table of Results')).toEqual([
				{
					name: 'Sarah',
					appointment: 'tomorrow at 3 pm',
					outcome: 'answered',
					summary: 'Sarah comes.',
				},
				{
					name: 'Daniel',
					appointment: 'on Friday at 10 am',
					outcome: 'voicemail',
					summary: 'Left a message.',
				},
				{ name: 'Emma', appointment: 'on Monday at noon', outcome: 'busy', summary: '' },
			]);
			expect(stage.dialled()).toEqual([SARAH, DANIEL, EMMA]);
			const calls = stage.simulator.calls();
			expect(
				calls.slice(1).map(({ created_at }, index) => created_at >= calls[index]!.ended_at!),
			).toEqual([true, true]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('pairedErrors')(
		'has a row for a number that cannot be called, and goes on',
		async () => {
			script({ [DANIEL]: { summary: 'Daniel comes.' } });
			const people = [
				{ name: 'Sarah', phone: '+1 415 555', appointment: 'today' },
				{ name: 'Daniel', phone: DANIEL, appointment: 'today' },
			];
			const workflow = withParameters(await example(FILE), 'Appointments', {
				jsCode: `return ${JSON.stringify(people)}.map((json) => ({ json }));`,
			});
			const execution = await run(workflow);

			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Table of Results')).toEqual([
				{
					name: 'Sarah',
					appointment: 'today',
					outcome: 'not_called',
					summary: expect.stringContaining('has too few digits'),
				},
				{ name: 'Daniel', appointment: 'today', outcome: 'answered', summary: 'Daniel comes.' },
			]);
			expect(stage.dialled()).toEqual([DANIEL]);
		},
		TIME_LIMIT_MS,
	);
});

describe('place-calls-and-collect-results.json', () => {
	it(
		'calls everybody at once and gets a readable result for each call',
		async () => {
			script({
				[SARAH]: { summary: 'Sarah comes.' },
				[DANIEL]: { outcome: 'voicemail', summary: 'Left a message.' },
			});
			const { id } = await activate(await example('place-calls-and-collect-results.json'));
			const placing = await run(id);
			expect(placing.status).toBe('success');
			expect(itemsOf(placing, 'CallCow')).toHaveLength(2);

			const executions = await stage.n8n.waitForExecutions(id, 2, RUN_WITHIN_MS);
			const results = executions.flatMap((execution) => itemsOf(execution, 'Readable result'));
			expect(sortedBy('person', results)).toEqual([
				expect.objectContaining({
					person: 'Daniel',
					outcome: 'voicemail',
					summary: 'Left a message.',
				}),
				expect.objectContaining({ person: 'Sarah', outcome: 'answered', summary: 'Sarah comes.' }),
			]);
			expect(stage.dialled().sort()).toEqual([SARAH, DANIEL]);
		},
		TIME_LIMIT_MS,
	);
});

describe('call-with-a-callcow-workflow.json', () => {
	it(
		'calls with the workflow that was chosen and gets a readable result for each call',
		async () => {
			script({
				[SARAH]: { summary: 'Sarah takes the insurance.' },
				[DANIEL]: { outcome: 'no_answer', summary: null },
			});
			const workflow = { __rl: true, mode: 'id', value: CALLCOW_WORKFLOW.id };
			const chosen = ['Place with Workflow', 'Calls of the Workflow'].reduce(
				(given, name) => withParameters(given, name, { workflowId: workflow }),
				await example('call-with-a-callcow-workflow.json'),
			);
			const id = await stage.create(chosen);
			await stage.n8n.activate(id);
			expect((await stage.n8n.waitForPublication(id, RUN_WITHIN_MS)).status).toBe('published');
			expect((await run(id)).status).toBe('success');

			const executions = await stage.n8n.waitForExecutions(id, 2, RUN_WITHIN_MS);
			const results = executions.flatMap((execution) => itemsOf(execution, 'Readable Result'));
			expect(sortedBy('phone', results)).toEqual([
				{
					phone: SARAH,
					outcome: 'answered',
					summary: 'Sarah takes the insurance.',
					workflow: CALLCOW_WORKFLOW.name,
					conversation: expect.stringContaining('Assistant: '),
				},
				{
					phone: DANIEL,
					outcome: 'no_answer',
					summary: '',
					workflow: CALLCOW_WORKFLOW.name,
					conversation: '',
				},
			]);
			// Both are under way at once: either may be first.
			const told = stage.simulator
				.calls()
				.map(({ recipient_name, recipient_context }) => ({ recipient_name, recipient_context }));
			expect(sortedBy('recipient_name', told)).toEqual([
				{ recipient_name: 'Daniel', recipient_context: 'Asked about a test ride on Friday' },
				{ recipient_name: 'Sarah', recipient_context: 'Asked about insurance for a bike' },
			]);
		},
		TIME_LIMIT_MS,
	);

	it('cannot be published before a workflow is chosen, and phones nobody', async () => {
		const id = await stage.create(await example('call-with-a-callcow-workflow.json'));
		await expect(stage.n8n.activate(id)).rejects.toThrow(
			n8nHas('checkedActivation') ? 'workflowId' : "'Workflow' must not be empty",
		);
		const execution = await run(id).catch((error: Error) => error);
		expect(execution).not.toMatchObject({ status: 'success' });
		expect(stage.simulator.calls()).toEqual([]);
	});
});

describe('place-calls-for-another-workflow.json', () => {
	const FILE = 'place-calls-for-another-workflow.json';

	it(
		'gets the results to collect-results-of-other-workflows.json by its Production URL',
		async () => {
			script({
				[SARAH]: { summary: 'Sarah will be at home.' },
				[DANIEL]: { outcome: 'no_answer', summary: null },
			});
			const collector = await activate(await example('collect-results-of-other-workflows.json'));
			const placing = await run(
				withParameters(await example(FILE), 'Place Calls', { callbackUrl: collector.url }),
			);
			expect(placing.status).toBe('success');

			const executions = await stage.n8n.waitForExecutions(collector.id, 2, RUN_WITHIN_MS);
			const results = executions.flatMap((execution) => itemsOf(execution, 'Readable Result'));
			expect(sortedBy('customer', results)).toEqual([
				{
					customer: 'C-1042',
					outcome: 'answered',
					summary: 'Sarah will be at home.',
					conversation: expect.stringContaining('AI assistant'),
				},
				{ customer: 'C-1077', outcome: 'no_answer', summary: '', conversation: '' },
			]);
			expect(stage.dialled().sort()).toEqual([SARAH, DANIEL]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('runningIncompleteNodes')(
		'phones nobody before a Callback URL is pasted',
		async () => {
			const execution = await run(await example(FILE));

			expect(execution.status).toBe('error');
			expect(stage.simulator.requests()).toEqual([]);
		},
	);
});

function sortedBy<Item extends Record<string, unknown>>(key: string, items: Item[]): Item[] {
	return [...items].sort((a, b) => String(a[key]).localeCompare(String(b[key])));
}

describe('try-again-when-nobody-answers.json', () => {
	/** The example in a time zone where it is that hour now, with a pause of a second between attempts. */
	const exampleAt = async (hour: number) => ({
		...withParameters(await example('try-again-when-nobody-answers.json'), 'Wait 30 Minutes', {
			amount: 1,
			unit: 'seconds',
		}),
		settings: { timezone: zoneWhereItIs(hour) },
	});

	itWhereN8nHas('outputsAfterWaiting')(
		'tries again after a voicemail and ends once somebody answers',
		async () => {
			script({ [SARAH]: { outcome: 'voicemail', summary: 'Left a message.' } });
			const unsubscribe = stage.simulator.subscribe((event) => {
				if (event.type === 'deliveryDone') script({ [SARAH]: { summary: 'Thursday suits.' } });
			});
			const execution = await run(await exampleAt(14));
			unsubscribe();

			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Result')).toEqual([
				{ name: 'Sarah', outcome: 'answered', attempts: 2, summary: 'Thursday suits.' },
			]);
			expect(stage.dialled()).toEqual([SARAH, SARAH]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('outputsAfterWaiting')(
		'gives up after three calls',
		async () => {
			script({ [SARAH]: { outcome: 'no_answer', summary: null } });
			const execution = await run(await exampleAt(14));

			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Result')).toEqual([
				{ name: 'Sarah', outcome: 'no_answer', attempts: 3, summary: '' },
			]);
			expect(stage.dialled()).toEqual([SARAH, SARAH, SARAH]);
			expect(new Set(stage.simulator.calls().map((call) => call.idempotency_key)).size).toBe(3);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('outputsAfterWaiting')(
		'does not call again when the result says nothing that it knows',
		async () => {
			script({ [SARAH]: { payload: { call_status: 'new_status' }, summary: 'Who knows.' } });
			const execution = await run(await exampleAt(14));

			expect(itemsOf(execution, 'Result')).toEqual([
				{ name: 'Sarah', outcome: 'unknown', attempts: 1, summary: 'Who knows.' },
			]);
			expect(stage.dialled()).toEqual([SARAH]);
		},
		TIME_LIMIT_MS,
	);

	it.each([
		['in the evening, until the next day', 22, 11],
		['after midnight, until the same day', 3, 6],
	])(
		'phones nobody %s at nine',
		async (_when, hour, hoursUntilNine) => {
			const nine = new Date().setUTCMinutes(0, 0, 0) + hoursUntilNine * 3_600_000;
			const id = await stage.n8n.run(await stage.create(await exampleAt(hour)), START);
			const execution = await stage.n8n.waitForExecution(
				id,
				RUN_WITHIN_MS,
				({ status }) => status === 'waiting',
			);

			expect(execution.data.resultData.lastNodeExecuted).toBe('Wait Until Morning');
			const { waitTill } = execution as unknown as { waitTill: string };
			expect(waitTill).toBe(new Date(nine).toISOString());
			expect(stage.simulator.requests()).toEqual([]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('outputsAfterWaiting')(
		'looks at the time again in the morning, and then calls',
		async () => {
			script({ [SARAH]: { summary: 'Thursday suits.' } });
			const workflow = withParameters(await exampleAt(22), 'Wait Until Morning', {
				resume: 'timeInterval',
				amount: 1,
				unit: 'seconds',
			});
			// Twelve hours pass between the first look at the time and the second.
			const nodes = JSON.parse(
				JSON.stringify(workflow.nodes).replaceAll(
					'$now.hour }}',
					'$now.plus({ hours: 12 * $runIndex }).hour }}',
				),
			) as WorkflowDefinition['nodes'];
			const execution = await run({ ...workflow, nodes });

			expect(itemsOf(execution, 'Wait Until Morning')).toHaveLength(1);
			expect(itemsOf(execution, 'Result')).toEqual([
				{ name: 'Sarah', outcome: 'answered', attempts: 1, summary: 'Thursday suits.' },
			]);
			expect(stage.dialled()).toEqual([SARAH]);
		},
		TIME_LIMIT_MS,
	);
});

/** A time zone of whole hours, without summer time, in which the clock shows that hour now. */
function zoneWhereItIs(hour: number): string {
	const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
	// These names count the other way round: Etc/GMT-3 is three hours ahead of UTC.
	return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
