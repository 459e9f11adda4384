import { randomUUID } from 'node:crypto';
import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { WebhookRecord } from '../../simulator/records';
import { findings } from '../contract/openapi';
import { workflowsContract } from '../contract/workflows-contract';
import { withCallStage } from '../support/call-stage';
import { callCowCredential } from '../support/credentials';
import { itWhereN8nHas } from '../support/tested-version';
import { byHand, callCow, callCowTrigger, end, workflowOf } from '../support/workflow-builder';

const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const QUOTES = { id: 'w-quotes', name: 'Follow up on a quote' };
const UNNAMED = { id: 'w-unnamed', name: null };
const SARAH = '+14155552671';
const WITHIN_MS = 30_000;

const stage = withCallStage({
	workflows: [FRONT_DESK, QUOTES, UNNAMED],
	script: { default: { outcome: 'answered', afterMs: 100 } },
});

const chosen = (id: string) => ({ __rl: true, mode: 'id', value: id });

const triggerFor = (workflowId: string, parameters: IDataObject = {}, use = stage.callCow): INode =>
	callCowTrigger(use, { source: 'workflow', workflowId: chosen(workflowId), ...parameters });

async function create(name: string, trigger: INode): Promise<string> {
	return await stage.create(workflowOf(name, [trigger, end('Result')]));
}

/** Publishes the workflow and gives its one trigger's webhook when that is registered. */
async function activate(id: string): Promise<WebhookRecord> {
	const before = stage.simulator.webhooks().map((webhook) => webhook.id);
	await stage.n8n.activate(id);
	const { status, triggers } = await stage.n8n.waitForPublication(id, WITHIN_MS);
	expect({ status, triggers }).toMatchObject({ status: 'published' });
	const added = stage.simulator.webhooks().filter((webhook) => !before.includes(webhook.id));
	expect(added).toHaveLength(1);
	return added[0]!;
}

async function deactivate(id: string): Promise<void> {
	await stage.n8n.deactivate(id);
	await stage.n8n.waitForPublication(id, WITHIN_MS);
}

/** Has a call of the workflow take place, and gives what the receiver of its result has answered. */
async function call(workflowId: string, more: IDataObject = {}) {
	const { call_id } = stage.simulator.startWorkflowCall({
		workflow_id: workflowId,
		recipient_phone: SARAH,
		...more,
	});
	const delivery = await stage.simulator.waitForDelivery(
		(one) => one.call_id === call_id,
		WITHIN_MS,
	);
	return { call_id, status: delivery.status };
}

const results = async (id: string, count: number) =>
	(await stage.n8n.waitForExecutions(id, count, WITHIN_MS)).map((execution) =>
		itemsOf(execution, 'Result'),
	);

const started = async (id: string) => (await stage.n8n.executions({ workflowId: id })).length;

async function post(url: string, callId: string) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ call_id: callId, call_status: 'success' }),
	});
	return { status: response.status, text: await response.text() };
}

describe('the CallCow Trigger with Source Workflow', () => {
	it('has its URL, with a secret, registered under the name of the n8n workflow', async () => {
		const id = await create('Calls of the front desk', triggerFor(FRONT_DESK.id));
		const { workflow_id, name, webhook_url } = await activate(id);
		expect({ workflow_id, name }).toEqual({
			workflow_id: FRONT_DESK.id,
			name: 'n8n: Calls of the front desk',
		});
		const [request] = stage.simulator.requests();
		const validate = workflowsContract.registerWebhook.requestValidator();
		expect(validate(request!.body) ? [] : findings(validate.errors)).toEqual([]);
		expect(Object.keys(request!.body as object).sort()).toEqual(
			workflowsContract.registerWebhook.requestFields().sort(),
		);
		const url = new URL(webhook_url);
		expect(url.origin).toBe(stage.n8n.url);
		expect(url.pathname).toMatch(/^\/webhook\//);
		expect([...url.searchParams.keys()]).toEqual(['secret']);
		expect(url.searchParams.get('secret')).toMatch(/^[0-9a-f]{64}$/);
		// Whoever may read the workflow does not learn the secret.
		expect(JSON.stringify((await stage.n8n.workflow(id)).staticData)).not.toContain(
			url.searchParams.get('secret'),
		);
	});

	it('starts the workflow with the result of each call of the chosen workflow', async () => {
		const id = await create('Results', triggerFor(FRONT_DESK.id));
		await activate(id);
		stage.simulator.script({
			default: {
				outcome: 'answered',
				afterMs: 100,
				summary: 'Sarah will come.',
				context: { row: 17 },
			},
		});
		const one = await call(FRONT_DESK.id);
		expect(one.status).toBe(200);
		const [[result]] = (await results(id, 1)) as [[IDataObject]];
		const [record] = stage.simulator.calls();
		expect(result).toEqual({
			outcome: 'answered',
			call_id: one.call_id,
			workflow_id: FRONT_DESK.id,
			call_status: 'success',
			provider_status: null,
			call_summary: 'Sarah will come.',
			transcript: expect.stringMatching(/^Assistant: \S/),
			form_fills: [],
			context: { row: 17 },
			// As received: CallCow tells no time zone here.
			created_at: record!.created_at.replace('Z', '000'),
			workflow_name: 'Front desk',
			phone_number_from: expect.stringMatching(/^\+\d+$/),
			phone_number_to: SARAH,
		});
	});

	it('takes a call made in the browser, every outcome, and what it does not know', async () => {
		const id = await create('Outcomes', triggerFor(FRONT_DESK.id));
		await activate(id);
		await call(FRONT_DESK.id, { recipient_phone: 'browser' });
		for (const outcome of ['voicemail', 'no_answer'] as const) {
			stage.simulator.script({ default: { afterMs: 100, outcome } });
			await call(FRONT_DESK.id);
		}
		stage.simulator.script({
			default: { afterMs: 100, outcome: 'answered', payload: { call_status: 'brand_new' } },
		});
		await call(FRONT_DESK.id);
		const items = (await results(id, 4)).map(([item]) => item!);
		expect(items.map(({ outcome }) => outcome).sort()).toEqual(
			['answered', 'voicemail', 'no_answer', 'unknown'].sort(),
		);
		expect(items.find(({ outcome }) => outcome === 'answered')!.phone_number_to).toBe('browser');
	});

	it('gives everything as received when it does not simplify', async () => {
		const id = await create('Raw', triggerFor(FRONT_DESK.id, { simplify: false }));
		await activate(id);
		const { call_id } = await call(FRONT_DESK.id);
		const [[item]] = (await results(id, 1)) as [[IDataObject]];
		const { request_body } = stage.simulator.deliveries().find((one) => one.call_id === call_id)!;
		expect(item).toEqual({ ...(JSON.parse(request_body) as object), outcome: 'answered' });
	});

	it('starts only with the outcomes that are wanted, and once for each call', async () => {
		const id = await create('Wanted', triggerFor(FRONT_DESK.id, { outcomes: ['answered'] }));
		await activate(id);
		stage.simulator.script({ default: { afterMs: 100, outcome: 'voicemail' } });
		expect((await call(FRONT_DESK.id)).status).toBe(200);
		stage.simulator.script({ default: { afterMs: 100, outcome: 'answered' } });
		const { call_id } = await call(FRONT_DESK.id);
		const delivery = stage.simulator.deliveries().find((one) => one.call_id === call_id)!;
		expect((await stage.simulator.resend(delivery.id)).status).toBe(200);
		await results(id, 1);
		expect(await started(id)).toBe(1);
	});

	it('hears nothing of the calls of other workflows', async () => {
		const id = await create('Only one', triggerFor(FRONT_DESK.id));
		await activate(id);
		stage.simulator.startWorkflowCall({ workflow_id: QUOTES.id, recipient_phone: SARAH });
		await call(FRONT_DESK.id);
		await results(id, 1);
		expect(stage.simulator.deliveries()).toHaveLength(1);
	});

	it('refuses a URL with a wrong or no secret, or that of another trigger', async () => {
		const one = await create('One', triggerFor(FRONT_DESK.id));
		const other = await create('Other', triggerFor(FRONT_DESK.id));
		const url = new URL((await activate(one)).webhook_url);
		const otherUrl = new URL((await activate(other)).webhook_url);
		const bare = `${url.origin}${url.pathname}`;
		for (const query of [
			'',
			'?secret=',
			'?secret=guess',
			`?secret=${otherUrl.searchParams.get('secret')}`,
			`?secret=a&secret=${url.searchParams.get('secret')}`,
		]) {
			const { status, text } = await post(`${bare}${query}`, 'call-1');
			expect([query, status, JSON.parse(text)]).toEqual([
				query,
				401,
				{ message: 'The URL does not contain the secret of this trigger.' },
			]);
		}
		expect((await post(url.href, 'call-1')).status).toBe(200);
		await results(one, 1);
		expect([await started(one), await started(other)]).toEqual([1, 0]);
	});

	it('needs no secret when Authentication is None', async () => {
		const id = await create('Open', triggerFor(FRONT_DESK.id, { authentication: 'none' }));
		const { webhook_url } = await activate(id);
		expect(new URL(webhook_url).search).toBe('');
		expect((await call(FRONT_DESK.id)).status).toBe(200);
		await results(id, 1);
		await deactivate(id);
		expect(stage.simulator.webhooks()).toEqual([]);
	});
});

describe('the CallCow Trigger with Source Workflow: activation and deactivation', () => {
	it('ends the deliveries at deactivation, and registers anew at activation', async () => {
		const id = await create('Off and on', triggerFor(FRONT_DESK.id));
		const first = await activate(id);
		await deactivate(id);
		expect(stage.simulator.webhooks()).toEqual([]);
		const second = await activate(id);
		expect(second.webhook_url).toBe(first.webhook_url);
		expect(stage.simulator.webhooks()).toHaveLength(1);
	});

	it('deactivates when CallCow knows nothing of the webhook any more', async () => {
		const id = await create('Gone', triggerFor(FRONT_DESK.id));
		await activate(id);
		stage.simulator.reset();
		await deactivate(id);
		expect(stage.simulator.requests()).toEqual([
			expect.objectContaining({ method: 'DELETE', status: 404 }),
		]);
		await activate(id);
		expect(stage.simulator.webhooks()).toHaveLength(1);
	});

	itWhereN8nHas('publishingChanges')(
		'keeps what it has when a change of the n8n workflow does not concern it',
		async () => {
			const id = await create('Changed', triggerFor(FRONT_DESK.id));
			const first = await activate(id);
			const { nodes } = await stage.n8n.workflow(id);
			await stage.n8n.updateWorkflow(id, { nodes: [...nodes, byHand()] });
			await stage.n8n.activate(id);
			await stage.n8n.waitForPublication(id, WITHIN_MS);
			expect(stage.simulator.webhooks()).toEqual([first]);
			expect(stage.simulator.requests()).toHaveLength(1);
		},
	);

	it('replaces the webhook when another workflow is chosen, or another source', async () => {
		const trigger = { ...triggerFor(FRONT_DESK.id), webhookId: randomUUID() };
		const id = await create('Chosen again', trigger);
		await activate(id);
		const change = async (parameters: IDataObject) => {
			const { nodes, connections } = workflowOf('Chosen again', [
				{ ...trigger, parameters: parameters as INode['parameters'] },
				end('Result'),
			]);
			await stage.n8n.updateWorkflow(id, { nodes, connections });
			await stage.n8n.activate(id);
			const { status } = await stage.n8n.waitForPublication(id, WITHIN_MS);
			expect(status).toBe('published');
		};
		await change({ source: 'workflow', workflowId: chosen(QUOTES.id) });
		expect(stage.simulator.webhooks().map(({ workflow_id }) => workflow_id)).toEqual([QUOTES.id]);
		expect((await call(QUOTES.id)).status).toBe(200);
		await change({ source: 'placedCalls' });
		expect(stage.simulator.webhooks()).toEqual([]);
		await change({ source: 'workflow', workflowId: chosen(QUOTES.id) });
		expect(stage.simulator.webhooks()).toHaveLength(1);
	});

	it('deactivates when CallCow does not end the deliveries, and keeps them for next time', async () => {
		const own = await stage.n8n.createCredential(
			callCowCredential(stage.simulator, { callbackSecret: 'a secret of its own' }),
		);
		const id = await create('Not removed', triggerFor(FRONT_DESK.id, {}, own));
		const first = await activate(id);
		await stage.n8n.updateCredential(
			own.id,
			callCowCredential(stage.simulator, {
				callbackSecret: 'a secret of its own',
				apiKey: 'ck_live_wrong',
			}),
		);
		await deactivate(id);
		expect((await stage.n8n.workflow(id)).active).toBe(false);
		expect(stage.simulator.webhooks()).toEqual([first]);
		// What CallCow still delivers meanwhile finds nobody.
		expect((await call(FRONT_DESK.id)).status).toBe(404);

		await stage.n8n.updateCredential(
			own.id,
			callCowCredential(stage.simulator, { callbackSecret: 'a secret of its own' }),
		);
		await stage.n8n.activate(id);
		await stage.n8n.waitForPublication(id, WITHIN_MS);
		expect(stage.simulator.webhooks()).toEqual([first]);
		await deactivate(id);
		expect(stage.simulator.webhooks()).toEqual([]);
		await stage.n8n.deleteCredential(own.id);
	}, 120_000);

	it.each([
		[
			'an unknown workflow',
			'w-none',
			{},
			"CallCow does not deliver results to this trigger: CallCow answered with status 404: Workflow not found. Choose the 'Workflow' again",
		],
		['no workflow', '={{ "" }}', {}, "'Workflow' must not be empty. Choose the CallCow workflow"],
		[
			'a wrong key',
			FRONT_DESK.id,
			{ apiKey: 'ck_live_wrong' },
			'CallCow did not accept the API key: Unauthorized. Open the CallCow credential',
		],
		[
			'an n8n that CallCow cannot reach',
			FRONT_DESK.id,
			{ baseUrl: 'https://callcow.invalid/api' },
			'CallCow cannot reach this n8n at http://127.0.0.1',
		],
	])(
		'says what to do about %s',
		async (_, workflowId, data, message) => {
			const use = await stage.n8n.createCredential(callCowCredential(stage.simulator, data));
			const id = await create('Explained', triggerFor(workflowId, {}, use));
			const answer = await stage.n8n.activate(id).catch((error: Error) => error.message);
			const { triggers } = await stage.n8n.waitForPublication(id, WITHIN_MS);
			const told = `${typeof answer === 'string' ? answer : ''} ${triggers[0]?.errorMessage ?? ''}`;
			expect(told).toContain(message);
			expect(told).not.toContain(String((data as IDataObject).apiKey ?? stage.simulator.apiKey));
			expect(stage.simulator.webhooks()).toEqual([]);
			await stage.n8n.deleteCredential(use.id);
		},
		120_000,
	);
});

describe('the CallCow Trigger with Source Workflow: listening for a test event', () => {
	it('has the test URL registered, and removed after the event; the production URL stays', async () => {
		const id = await create('Listening', triggerFor(FRONT_DESK.id));
		const production = await activate(id);
		await stage.n8n.listen(id, 'CallCow Trigger');
		const [first, test] = stage.simulator.webhooks();
		expect(first).toEqual(production);
		expect(new URL(test!.webhook_url).pathname).toMatch(/^\/webhook-test\//);

		await call(FRONT_DESK.id);
		const executions = await stage.n8n.waitForExecutions(id, 2, WITHIN_MS, () => true);
		expect(executions.map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
		expect(stage.simulator.webhooks()).toEqual([production]);
	});

	it('has it removed when nobody listens any more', async () => {
		const id = await create('Not listening', triggerFor(FRONT_DESK.id));
		await stage.n8n.listen(id, 'CallCow Trigger');
		expect(stage.simulator.webhooks()).toHaveLength(1);
		await stage.n8n.stopListening(id);
		await simulatorSees(() => stage.simulator.webhooks().length === 0);
	});

	it('says at once what to do when CallCow does not take the registration', async () => {
		const id = await create('Unknown', triggerFor('w-none'));
		await expect(stage.n8n.listen(id, 'CallCow Trigger')).rejects.toThrow(
			"Workflow not found. Choose the 'Workflow' again",
		);
		expect(stage.simulator.webhooks()).toEqual([]);
	});

	/** n8n answers before it has removed the webhook. */
	async function simulatorSees(fits: () => boolean): Promise<void> {
		const deadline = Date.now() + WITHIN_MS;
		while (!fits()) {
			if (Date.now() > deadline) throw new Error('The simulator did not see it in time');
			await fetch(`${stage.simulator.origin}/__simulator/webhooks`);
		}
	}
});

describe('the list of workflows in the editor', () => {
	it.each([
		[
			'n8n-nodes-callcow.callCow',
			{ resource: 'call', operation: 'placeWithWorkflow', workflowId: chosen('') },
		],
		['n8n-nodes-callcow.callCowTrigger', { source: 'workflow', workflowId: chosen('') }],
	])('%s offers them by name, and finds them by a part of it', async (nodeType, parameters) => {
		const ask = async (filter?: string) =>
			await stage.n8n.listChoices({
				nodeType,
				parameter: 'workflowId',
				methodName: 'searchWorkflows',
				currentNodeParameters: parameters,
				credential: stage.callCow,
				filter,
			});
		expect(await ask()).toEqual([
			{ name: 'Follow up on a quote', value: QUOTES.id },
			{ name: 'Front desk', value: FRONT_DESK.id },
			{ name: 'Unnamed (w-unnamed)', value: UNNAMED.id },
		]);
		expect(await ask('DESK')).toEqual([{ name: 'Front desk', value: FRONT_DESK.id }]);
	});
});

describe('Place with Workflow, and a trigger for that workflow', () => {
	it('bring the result of a call that this n8n has placed', async () => {
		const id = await stage.create(
			workflowOf(
				'Both',
				[
					byHand(),
					callCow(stage.callCow, {
						operation: 'placeWithWorkflow',
						workflowId: chosen(FRONT_DESK.id),
						recipientPhone: SARAH,
						options: { recipientName: 'Sarah' },
					}),
				],
				[triggerFor(FRONT_DESK.id), end('Result')],
			),
		);
		await activate(id);
		const placing = await stage.run(id);
		expect(placing.status).toBe('success');
		expect(itemsOf(placing, 'CallCow')).toEqual([
			{
				success: true,
				workflow_id: FRONT_DESK.id,
				call_id: null,
				recipient_phone: SARAH,
				idempotency_key: expect.stringMatching(/^n8n-/),
			},
		]);
		const [[item]] = (await results(id, 1)) as [[IDataObject]];
		expect(item).toMatchObject({ workflow_id: FRONT_DESK.id, phone_number_to: SARAH });
	});
});
