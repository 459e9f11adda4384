import type { DecisionInput } from '../../../../simulator/plan/script';
import { aCall, receiver, started } from '../started';
import { api, aWorkflowCall, register, workflows } from '../workflow-requests';

const webhook = {
	workflow_id: 'w-1',
	webhook_url: 'https://n8n.example.com/webhook/a',
	name: 'n8n: Front desk',
};

describe('POST /api/webhooks', () => {
	it('registers a webhook and answers its ID', async () => {
		const simulator = await started({ workflows });
		const { status, body } = await api(simulator, 'POST', '/webhooks', webhook);
		expect(status).toBe(200);
		expect(body).toEqual({ id: 'id-1' });
		expect(simulator.webhooks()).toEqual([{ id: 'id-1', ...webhook }]);
		const listed = await simulator.ask('GET', '/__simulator/webhooks');
		expect(listed.body).toEqual({ webhooks: simulator.webhooks() });
	});

	it('answers 404 for a workflow that there is not', async () => {
		const simulator = await started({ workflows });
		const body = { ...webhook, workflow_id: 'w-9' };
		const answer = await api(simulator, 'POST', '/webhooks', body);
		expect(answer.status).toBe(404);
		expect(answer.body).toEqual({ error: expect.any(String) });
		expect(simulator.webhooks()).toEqual([]);
	});

	it.each([
		['workflow_id', { workflow_id: undefined }],
		['webhook_url', { webhook_url: undefined }],
		['webhook_url', { webhook_url: 'results' }],
		['webhook_url', { webhook_url: 'http://n8n.example.com/webhook/a' }],
		['name', { name: undefined }],
		['name', { name: 7 }],
	])('answers 400 that names %s for %j', async (field, changes) => {
		const simulator = await started({ workflows });
		const { status, body } = await api(simulator, 'POST', '/webhooks', { ...webhook, ...changes });
		expect(status).toBe(400);
		expect(body).toEqual({
			error: 'Validation failed',
			details: { formErrors: [], fieldErrors: { [field]: [expect.any(String)] } },
		});
	});

	it.each([undefined, false])(
		'refuses an address on this machine when private callbacks are not allowed (%s)',
		async (allowPrivateCallbacks) => {
			const simulator = await started({ workflows, allowPrivateCallbacks });
			const body = { ...webhook, webhook_url: 'http://localhost:5678/webhook/a' };
			const answer = await api(simulator, 'POST', '/webhooks', body);
			expect(answer.status).toBe(400);
			expect(simulator.webhooks()).toEqual([]);
		},
	);

	it('answers 401 without the key', async () => {
		const simulator = await started({ workflows });
		expect((await simulator.ask('POST', '/api/webhooks', webhook)).status).toBe(401);
		expect((await simulator.ask('DELETE', '/api/webhooks/id-1')).status).toBe(401);
	});

	it('keeps the pace that calls keep', async () => {
		const simulator = await started({ workflows, requestsPerMinute: 1 });
		await simulator.place(aCall());
		const answers = [
			await api(simulator, 'POST', '/webhooks', webhook),
			await api(simulator, 'DELETE', '/webhooks/id-1'),
		];
		for (const { status, headers } of answers) {
			expect(status).toBe(429);
			expect(headers.get('retry-after')).toBe('60');
		}
	});
});

describe('DELETE /api/webhooks/{id}', () => {
	it('removes a webhook once and answers without a body', async () => {
		const simulator = await started({ workflows });
		const id = await register(simulator, webhook.webhook_url);
		expect(await api(simulator, 'DELETE', `/webhooks/${id}`)).toMatchObject({
			status: 204,
			body: '',
		});
		expect(simulator.webhooks()).toEqual([]);
		const again = await api(simulator, 'DELETE', `/webhooks/${id}`);
		expect(again.status).toBe(404);
		expect(again.body).toEqual({ error: expect.any(String) });
	});
});

describe('GET /api/webhooks', () => {
	it('does not exist', async () => {
		const simulator = await started({ workflows });
		expect((await api(simulator, 'GET', '/webhooks')).status).toBe(404);
	});
});

async function resultOf(decision: DecisionInput) {
	const { url, received } = await receiver();
	const simulator = await started({ workflows, script: { default: { outcome: 'manual' } } });
	await register(simulator, url);
	const { call_id: callId } = simulator.startWorkflowCall({
		workflow_id: 'w-1',
		recipient_phone: '+14155552671',
	});
	await simulator.decide(callId, decision);
	return received[0]?.json as Record<string, unknown>;
}

describe('the result that a webhook gets', () => {
	it('has the documented fields and no others', async () => {
		expect(await resultOf({ outcome: 'answered' })).toEqual({
			call_id: 'id-2',
			workflow_id: 'w-1',
			workflow_name: 'Confirm an appointment',
			phone_number_from: '+14155550100',
			phone_number_to: '+14155552671',
			call_status: 'success',
			call_summary: expect.stringContaining('Confirm an appointment'),
			messages: expect.arrayContaining([
				{ role: 'assistant', content: expect.stringMatching(/^\nHello/) },
				{ role: 'user', content: expect.stringMatching(/^\n/) },
			]),
			context: '{}',
			created_at: '2026-01-15T12:00:00.000000',
		});
	});

	it.each([
		['answered', 'success'],
		['voicemail', 'voicemail'],
		['no_answer', 'not_picked_up'],
		['busy', 'not_picked_up'],
		['failed', 'not_picked_up'],
		['canceled', 'not_picked_up'],
	] as const)('of outcome %s has the status %s', async (outcome, call_status) => {
		expect(await resultOf({ outcome })).toMatchObject({ call_status });
	});

	it('says what the decision says, with the context as a string that holds JSON', async () => {
		const said = { summary: 'Sarah comes.', messages: [{ role: 'user', content: 'Four.' }] };
		const result = await resultOf({
			outcome: 'answered',
			...said,
			context: { row: 7 },
			payload: { call_status: 'transferred' },
			omit: ['workflow_name'],
		});
		expect(result).toMatchObject({
			call_summary: said.summary,
			messages: said.messages,
			context: '{"row":7}',
			call_status: 'transferred',
		});
		expect(result).not.toHaveProperty('workflow_name');
	});

	it('has a context given as text as it is, and no form_fills', async () => {
		const result = await resultOf({ outcome: 'answered', context: '{"row":', form_fills: [{}] });
		expect(result.context).toBe('{"row":');
		expect(result).not.toHaveProperty('form_fills');
	});

	it('names the browser for a call in the dashboard', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows });
		await register(simulator, url, 'w-2');
		simulator.startWorkflowCall({ workflow_id: 'w-2', recipient_phone: 'browser' });
		await simulator.advance(2_000);
		expect(received).toMatchObject([{ json: { phone_number_to: 'browser', workflow_name: null } }]);
	});
});

describe('the delivery to webhooks', () => {
	it('goes to every webhook of the workflow and to no other, without Authorization', async () => {
		const [one, two, other] = [await receiver(), await receiver(), await receiver()];
		const simulator = await started({ workflows });
		const ids = [await register(simulator, one.url), await register(simulator, two.url)];
		await register(simulator, other.url, 'w-2');
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(2_000);
		expect([one, two, other].map(({ received }) => received.length)).toEqual([1, 1, 0]);
		expect(one.received[0]?.text).toBe(two.received[0]?.text);
		expect(one.received[0]).toMatchObject({
			method: 'POST',
			headers: { 'content-type': 'application/json' },
		});
		expect(one.received[0]?.headers).not.toHaveProperty('authorization');
		const deliveries = simulator.deliveries();
		expect(deliveries.map(({ webhook_id }) => webhook_id).sort()).toEqual(ids);
		expect(deliveries).toMatchObject([
			{ workflow_id: 'w-1', status: 200, resent: false },
			{ workflow_id: 'w-1', status: 200, resent: false },
		]);
	});

	it('is not made for calls from prompts, which have a workflow of their own', async () => {
		const [webhooks, callback] = [await receiver(), await receiver()];
		const simulator = await started({ workflows });
		await register(simulator, webhooks.url);
		await simulator.place(aCall({ callback_url: callback.url }));
		await simulator.advance(2_000);
		expect([webhooks, callback].map(({ received }) => received.length)).toEqual([0, 1]);
		expect(simulator.deliveries()[0]).not.toHaveProperty('webhook_id');
	});

	it('goes by the webhooks that there are when the call ends', async () => {
		const [early, late] = [await receiver(), await receiver()];
		const simulator = await started({ workflows });
		const id = await register(simulator, early.url);
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await api(simulator, 'DELETE', `/webhooks/${id}`);
		await register(simulator, late.url);
		await simulator.advance(2_000);
		expect([early, late].map(({ received }) => received.length)).toEqual([0, 1]);
	});

	it('is given back by decide, the first one of several', async () => {
		const { url } = await receiver();
		const simulator = await started({ workflows });
		const id = await register(simulator, url);
		await register(simulator, url);
		await api(simulator, 'POST', '/call', aWorkflowCall());
		const delivery = await simulator.decide('id-3', { outcome: 'busy' });
		expect(delivery).toMatchObject({ webhook_id: id, call_id: 'id-3', status: 200 });
		expect(simulator.deliveries()).toHaveLength(2);
	});

	it('can be made again', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows });
		const id = await register(simulator, url);
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(2_000);
		const again = await simulator.resend(simulator.deliveries()[0]?.id ?? '');
		expect(again).toMatchObject({ webhook_id: id, resent: true, status: 200 });
		expect(received[1]?.text).toBe(received[0]?.text);
		expect(received[1]?.headers).not.toHaveProperty('authorization');
	});

	it('is prevented by the fault noCallback', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows });
		await register(simulator, url);
		simulator.fault({ kind: 'noCallback' });
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(3_600_000);
		expect(received).toEqual([]);
	});

	it('is held back by the fault lateCallback', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows });
		await register(simulator, url);
		simulator.fault({ kind: 'lateCallback', delayMs: 600_000 });
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(601_999);
		expect(received).toEqual([]);
		await simulator.advance(1);
		expect(received).toHaveLength(1);
	});

	it('ends with a reset, which forgets the webhooks', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows });
		await register(simulator, url);
		simulator.reset();
		expect(simulator.webhooks()).toEqual([]);
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(2_000);
		expect(received).toEqual([]);
	});
});
