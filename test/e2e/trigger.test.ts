import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import { withCallStage } from '../support/call-stage';
import { registeredUrl, untilForgotten } from '../support/registered-trigger';
import { callCowTrigger, end, workflowOf } from '../support/workflow-builder';

const SECRET = 'the secret of the trigger tests';

const stage = withCallStage({ credential: { callbackSecret: SECRET } });

/** An active workflow that consists of the trigger and an end. */
async function activeTrigger(parameters: IDataObject = {}, useCredential = stage.callCow) {
	const id = await stage.create(
		workflowOf('Trigger', [callCowTrigger(useCredential, parameters), end('Result')]),
	);
	await stage.n8n.activate(id);
	const url = await registeredUrl(stage.n8n, id);
	await untilRegistered(url);
	return {
		id,
		url,
		send: async (body: unknown, headers: Record<string, string> = {}, query = '') =>
			await deliver(`${url}${query}`, body, headers),
		/** The results that have started the workflow, oldest first, when there are so many. */
		results: async (count: number) =>
			(await stage.n8n.waitForExecutions(id, count, 20_000)).map((execution) =>
				itemsOf(execution, 'Result'),
			),
		started: async () => (await stage.n8n.executions({ workflowId: id })).length,
	};
}

/** n8n answers 404 for a moment after activation. */
async function untilRegistered(url: string): Promise<void> {
	const deadline = Date.now() + 10_000;
	while ((await deliver(url, {}, { authorization: '' })).status === 404) {
		if (Date.now() > deadline) throw new Error('The webhook was not registered in time');
	}
}

async function deliver(url: string, body: unknown, headers: Record<string, string> = {}) {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${SECRET}`,
			...headers,
		},
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: response.status, text: await response.text() };
}

let calls = 0;
const result = (more: IDataObject = {}) => ({
	call_id: `call-${++calls}`,
	workflow_id: `workflow-${calls}`,
	call_status: 'success',
	provider_status: 'completed',
	call_summary: 'Sarah will come.',
	messages: [{ role: 'assistant', content: '\nHello' }],
	context: null,
	form_fills: [],
	created_at: '2026-03-30T12:00:00.000Z',
	...more,
});

describe('the CallCow Trigger', () => {
	it('starts the workflow with the result of a call and its reference', async () => {
		const trigger = await activeTrigger();
		const sent = result();
		expect((await trigger.send(sent, {}, '?reference=row%207')).status).toBe(200);
		expect(await trigger.results(1)).toEqual([
			[
				{
					outcome: 'answered',
					call_id: sent.call_id,
					workflow_id: sent.workflow_id,
					call_status: 'success',
					provider_status: 'completed',
					call_summary: 'Sarah will come.',
					transcript: 'Assistant: Hello',
					form_fills: [],
					context: null,
					created_at: '2026-03-30T12:00:00.000Z',
					reference: 'row 7',
				},
			],
		]);
	});

	it('refuses a wrong and a missing secret, and starts nothing', async () => {
		const trigger = await activeTrigger();
		for (const authorization of ['Bearer wrong', '', `Basic ${SECRET}`]) {
			const { status, text } = await trigger.send(result(), { authorization });
			expect([status, JSON.parse(text)]).toEqual([401, { message: expect.any(String) }]);
		}
		// A good one still gets through, and is the only one that started anything.
		await trigger.send(result());
		await trigger.results(1);
		expect(await trigger.started()).toBe(1);
	});

	it.each([
		['no JSON object', '[1]', 'application/json', 400],
		['a text', '"text"', 'text/plain', 400],
		['nothing', '{}', 'application/json', 400],
		['a form', 'a=1', 'text/plain', 400],
		// n8n itself reads JSON before the node is asked, and refuses what is none.
		['garbled JSON', '{"call_id": ', 'application/json', 422],
	])('refuses %s and starts nothing', async (_, body, contentType, expected) => {
		const trigger = await activeTrigger();
		const { status, text } = await trigger.send(body, { 'content-type': contentType });
		expect([status, text]).toEqual([expected, expect.stringContaining('message')]);
		expect(await trigger.started()).toBe(0);
	});

	it('reads JSON that comes with another content type', async () => {
		const trigger = await activeTrigger();
		for (const contentType of ['text/plain', 'application/octet-stream']) {
			const sent = result();
			const answer = await trigger.send(JSON.stringify(sent), { 'content-type': contentType });
			expect(answer.status).toBe(200);
		}
		expect(await trigger.results(2)).toHaveLength(2);
	});

	it('starts the workflow once when a result arrives twice, unless told otherwise', async () => {
		const once = await activeTrigger();
		const always = await activeTrigger({ options: { ignoreDuplicates: false } });
		const sent = result();
		for (const trigger of [once, always, once, always]) {
			expect((await trigger.send(sent)).status).toBe(200);
		}
		await always.results(2);
		await once.results(1);
		expect(await once.started()).toBe(1);
	});

	it('refuses everything once its credential is gone, and starts nothing', async () => {
		const shortLived = await stage.n8n.createCredential({
			name: 'Short-lived',
			type: 'callCowApi',
			data: { apiKey: 'ck_live_y', baseUrl: '', callbackSecret: SECRET },
		});
		const trigger = await activeTrigger({}, shortLived);
		await stage.n8n.deleteCredential(shortLived.id);
		expect((await trigger.send(result())).status).toBe(500);
		expect(await trigger.started()).toBe(0);
	});

	it('is gone after deactivation, and back under the same URL after activation', async () => {
		const trigger = await activeTrigger();
		await stage.n8n.deactivate(trigger.id);
		const deadline = Date.now() + 10_000;
		while ((await trigger.send(result())).status !== 404 && Date.now() < deadline);
		expect((await trigger.send(result())).status).toBe(404);
		await untilForgotten(stage.n8n, trigger.id);

		await stage.n8n.activate(trigger.id);
		await untilRegistered(trigger.url);
		expect((await trigger.send(result())).status).toBe(200);
	});
});
