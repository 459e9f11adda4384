import { eventLine } from '../../../../simulator/command-line/event-line';
import type { SimulatorEvent } from '../../../../simulator/records';
import { aCall, receiver, started } from '../started';
import { api, aWorkflowCall, register, workflows } from '../workflow-requests';

describe('POST /api/call', () => {
	it('makes a call of the workflow and does not say which', async () => {
		const simulator = await started({ workflows });
		const { status, body } = await api(simulator, 'POST', '/call', aWorkflowCall());
		expect(status).toBe(200);
		expect(body).toEqual({ success: true, message: expect.any(String) });
		expect(simulator.calls()).toEqual([
			{
				call_id: 'id-1',
				workflow_id: 'w-1',
				workflow_name: 'Confirm an appointment',
				phone_number_from: '+14155550100',
				recipient_phone: '+14155552671',
				recipient_name: null,
				recipient_email: null,
				recipient_context: null,
				prompt: '',
				callback_url: null,
				has_secret: false,
				idempotency_key: null,
				created_at: '2026-01-15T12:00:00.000Z',
				planned_outcome: 'answered',
				callback_fault: null,
				answered_at: null,
				turns: [],
				outcome: null,
				ended_at: null,
			},
		]);
	});

	it('records whom it is for, and ends by the script', async () => {
		const simulator = await started({ workflows });
		simulator.script({ numbers: { '+14155552671': { outcome: 'busy', afterMs: 500 } } });
		const recipient = {
			recipient_name: 'Sarah',
			recipient_email: 'sarah@example.com',
			recipient_context: 'Prefers mornings',
			idempotency_key: 'row-7',
		};
		await api(simulator, 'POST', '/call', aWorkflowCall({ ...recipient, workflow_id: 'w-2' }));
		await simulator.advance(500);
		expect(simulator.calls()).toMatchObject([
			{ ...recipient, workflow_name: null, outcome: 'busy', ended_at: expect.any(String) },
		]);
	});

	it('answers 404 for a workflow that there is not, and makes no call', async () => {
		const simulator = await started({ workflows });
		const body = aWorkflowCall({ workflow_id: 'w-9' });
		const answer = await api(simulator, 'POST', '/call', body);
		expect(answer.status).toBe(404);
		expect(answer.body).toEqual({ error: expect.any(String) });
		expect(simulator.calls()).toEqual([]);
	});

	it('answers 401 without the key', async () => {
		const simulator = await started({ workflows });
		const answer = await simulator.ask('POST', '/api/call', aWorkflowCall());
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({ error: expect.any(String) });
	});

	it.each([
		['workflow_id', 'missing', { workflow_id: undefined }],
		['workflow_id', 'empty', { workflow_id: '' }],
		['recipient_phone', 'missing', { recipient_phone: undefined }],
		['recipient_phone', 'not E.164', { recipient_phone: '(415) 555-2671' }],
		['recipient_phone', 'a browser', { recipient_phone: 'browser' }],
		['recipient_name', 'not text', { recipient_name: 7 }],
		['recipient_email', 'null', { recipient_email: null }],
		['recipient_context', 'an object', { recipient_context: { row: 7 } }],
		['idempotency_key', 'not text', { idempotency_key: 7 }],
	])('answers 400 that names %s when it is %s', async (field, _case, changes) => {
		const simulator = await started({ workflows });
		const { status, body } = await api(simulator, 'POST', '/call', aWorkflowCall(changes));
		expect(status).toBe(400);
		expect(body).toEqual({
			error: 'Validation failed',
			details: { formErrors: [], fieldErrors: { [field]: [expect.any(String)] } },
		});
		expect(simulator.calls()).toEqual([]);
	});

	it('shares its pace with calls from prompts', async () => {
		const simulator = await started({ workflows, requestsPerMinute: 1 });
		await simulator.place(aCall());
		const answer = await api(simulator, 'POST', '/call', aWorkflowCall());
		expect(answer.status).toBe(429);
		expect(answer.headers.get('retry-after')).toBe('60');
	});

	it('finds the call that was made with the same idempotency key', async () => {
		const simulator = await started({ workflows });
		const keyed = aWorkflowCall({ idempotency_key: 'row-7' });
		const first = await api(simulator, 'POST', '/call', keyed);
		await simulator.advance(299_999);
		expect((await api(simulator, 'POST', '/call', keyed)).body).toEqual(first.body);
		expect(simulator.calls()).toHaveLength(1);
		await simulator.advance(1);
		await api(simulator, 'POST', '/call', keyed);
		expect(simulator.calls()).toHaveLength(2);
	});

	it('shares idempotency keys with calls from prompts', async () => {
		const simulator = await started({ workflows });
		const first = await simulator.place(aCall({ idempotency_key: 'row-7' }));
		const keyed = aWorkflowCall({ idempotency_key: 'row-7' });
		expect((await api(simulator, 'POST', '/call', keyed)).body).toEqual(first.body);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('meets faults: a lost answer hides a call that a repeat finds', async () => {
		const simulator = await started({ workflows });
		const keyed = aWorkflowCall({ idempotency_key: 'row-7' });
		simulator.fault({ kind: 'reset', callMade: true });
		await expect(api(simulator, 'POST', '/call', keyed)).rejects.toThrow();
		simulator.fault({ kind: 'answer', callMade: false, status: 503 });
		expect((await api(simulator, 'POST', '/call', keyed)).status).toBe(503);
		expect((await api(simulator, 'POST', '/call', keyed)).status).toBe(200);
		expect(simulator.calls()).toHaveLength(1);
		expect(simulator.requests()).toMatchObject([
			{ path: '/api/call', body: keyed, status: null },
			{ status: 503 },
			{ status: 200 },
		]);
	});

	it('loses the first answer only, while the fault lost stays', async () => {
		const simulator = await started({ workflows });
		simulator.standingFaults({ answer: 'lost' });
		const keyed = aWorkflowCall({ idempotency_key: 'row-7' });
		await expect(api(simulator, 'POST', '/call', keyed)).rejects.toThrow();
		expect((await api(simulator, 'POST', '/call', keyed)).status).toBe(200);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('notes which request has made the call', async () => {
		const simulator = await started({ workflows });
		await api(simulator, 'POST', '/call', aWorkflowCall());
		expect(simulator.requests()).toMatchObject([{ made_call_id: 'id-1' }]);
	});

	it('meets the fault slow: the call is made at once, the answer comes later', async () => {
		const simulator = await started({ workflows });
		simulator.fault({ kind: 'slow', delayMs: 45_000 });
		const placed = simulator.nextCall();
		const answer = api(simulator, 'POST', '/call', aWorkflowCall());
		await placed;
		await simulator.advance(45_000);
		expect((await answer).status).toBe(200);
	});
});

describe('startWorkflowCall', () => {
	it('begins a call that no request asked for', async () => {
		const simulator = await started({ workflows });
		const call = simulator.startWorkflowCall({
			workflow_id: 'w-1',
			recipient_phone: 'browser',
			recipient_name: 'Sarah',
		});
		expect(call).toMatchObject({
			call_id: 'id-1',
			workflow_name: 'Confirm an appointment',
			recipient_phone: 'browser',
			recipient_name: 'Sarah',
			outcome: null,
		});
		await simulator.advance(2_000);
		expect(simulator.calls()).toMatchObject([{ call_id: 'id-1', outcome: 'answered' }]);
		expect(simulator.requests()).toEqual([]);
	});

	it('says the same over HTTP', async () => {
		const simulator = await started({ workflows });
		const start = {
			workflow_id: 'w-2',
			recipient_phone: '+14155550100',
			phone_number_from: '+442079460958',
		};
		const { status, body } = await simulator.ask('POST', '/__simulator/calls', start);
		expect(status).toBe(200);
		expect(body).toEqual({ call: simulator.calls()[0] });
		expect(body).toMatchObject({ call: start });
	});

	it.each([
		[404, { workflow_id: 'w-9', recipient_phone: 'browser' }],
		[400, { workflow_id: 'w-1', recipient_phone: 'dashboard' }],
		[400, { workflow_id: 'w-1' }],
		[400, { workflow_id: 'w-1', recipient_phone: 'browser', prompt: 'Hello' }],
	])('answers %i to %j', async (status, start) => {
		const simulator = await started({ workflows });
		const answer = await simulator.ask('POST', '/__simulator/calls', start);
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({ error: expect.any(String) });
		expect(simulator.calls()).toEqual([]);
	});
});

describe('eventLine', () => {
	it('tells of webhooks and of calls of workflows, in the dashboard too', async () => {
		const events: SimulatorEvent[] = [];
		const { url } = await receiver();
		const simulator = await started({ workflows, onEvent: (event) => void events.push(event) });
		const id = await register(simulator, `${url}?secret=s3cret`);
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(2_000);
		await api(simulator, 'DELETE', `/webhooks/${id}`);
		simulator.startWorkflowCall({ workflow_id: 'w-2', recipient_phone: 'browser' });
		await simulator.advance(2_000);
		const { host } = new URL(url);
		expect(events.map(eventLine)).toEqual([
			`webhook added  id-1  to ${host}  "n8n: Front desk"`,
			'call placed    +1415***2671  id-2  workflow "Confirm an appointment"',
			'call ended     +1415***2671  id-2  answered',
			`result posted  +1415***2671  to ${host}: responded with 200 after 0 ms`,
			`webhook gone   id-1  to ${host}  "n8n: Front desk"`,
			'call placed    browser  id-4  workflow w-2',
			'call ended     browser  id-4  answered (no webhook for this workflow: the result is not sent)',
		]);
	});

	it('tells what is said in the browser', async () => {
		const events: SimulatorEvent[] = [];
		const simulator = await started({ workflows, onEvent: (event) => void events.push(event) });
		simulator.startWorkflowCall({ workflow_id: 'w-1', recipient_phone: 'browser' });
		simulator.answer('id-1');
		simulator.say('id-1', { content: 'Who is there?' });
		expect(events.map(eventLine).slice(1)).toEqual([
			'call answered  browser  id-1',
			'said           browser  assistant: "Hello, this is an AI assistant (simulated)."',
			'said           browser  user: "Who is there?"',
			expect.stringMatching(/^said {11}browser {2}assistant: "Thank you/),
		]);
	});
});
