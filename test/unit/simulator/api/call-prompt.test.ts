import { aCall, started } from '../started';

describe('POST /api/call-prompt', () => {
	it('answers the IDs of the call that it makes', async () => {
		const simulator = await started();
		const { status, body } = await simulator.place(aCall());
		expect(status).toBe(200);
		expect(body).toEqual({ success: true, workflow_id: 'id-2', call_id: 'id-1' });
		expect(simulator.calls()).toEqual([
			{
				call_id: 'id-1',
				workflow_id: 'id-2',
				recipient_phone: '+14155552671',
				prompt: 'Confirm the appointment of Sarah on Friday at 3pm',
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

	it('records the callback of a call without its secret', async () => {
		const simulator = await started();
		const callback_url = 'https://agent.example.com/results';
		await simulator.place(aCall({ callback_url, callback_secret: 's3cret' }));
		expect(simulator.calls()).toMatchObject([{ callback_url, has_secret: true }]);
		expect(JSON.stringify(simulator.calls())).not.toContain('s3cret');
	});

	it('answers random UUIDs unless told where IDs come from', async () => {
		const simulator = await started({ newId: undefined });
		const { body } = await simulator.place(aCall());
		const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(body).toEqual({ success: true, workflow_id: uuid, call_id: uuid });
	});

	it('answers no call ID when the script says so', async () => {
		const simulator = await started({
			script: { default: { outcome: 'answered', callIdInAnswer: false } },
		});
		const { body } = await simulator.place(aCall());
		expect(body).toEqual({ success: true, workflow_id: 'id-2', call_id: null });
		expect(simulator.calls()).toMatchObject([{ call_id: 'id-1' }]);
	});

	it.each([
		['no key', {}],
		['another key', { authorization: 'Bearer ck_live_other' }],
		['another scheme', { authorization: 'Basic ck_live_right' }],
		['the bare key', { authorization: 'ck_live_right' }],
	])('answers 401 to %s and makes no call', async (_case, headers) => {
		const simulator = await started({ apiKey: 'ck_live_right' });
		const answer = await simulator.ask('POST', '/api/call-prompt', aCall(), headers);
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({ error: expect.any(String) });
		expect(simulator.calls()).toEqual([]);
	});

	it.each([
		['prompt', 'missing', { prompt: undefined }],
		['prompt', 'empty', { prompt: '' }],
		['prompt', 'not text', { prompt: 7 }],
		['recipient_phone', 'missing', { recipient_phone: undefined }],
		['recipient_phone', 'without a plus', { recipient_phone: '14155552671' }],
		['recipient_phone', 'written with spaces', { recipient_phone: '+1 415 555 2671' }],
		['recipient_phone', 'too long', { recipient_phone: '+1234567890123456' }],
		['recipient_phone', 'too short', { recipient_phone: '+123456' }],
		['recipient_phone', 'beginning with zero', { recipient_phone: '+04155552671' }],
		['recipient_phone', 'followed by a line break', { recipient_phone: '+14155552671\n' }],
		['callback_url', 'no URL', { callback_url: 'results' }],
		['callback_url', 'null', { callback_url: null }],
		['callback_secret', 'not text', { callback_secret: 7 }],
		['idempotency_key', 'not text', { idempotency_key: {} }],
	])('answers 400 that names %s when it is %s', async (field, _case, changes) => {
		const simulator = await started();
		const { status, body } = await simulator.place(aCall(changes));
		expect(status).toBe(400);
		expect(body).toEqual({
			error: 'Validation failed',
			details: { formErrors: [], fieldErrors: { [field]: [expect.any(String)] } },
		});
		expect(simulator.calls()).toEqual([]);
	});

	it.each(['http://agent.example.com/results', 'https://localhost:5678/webhook'])(
		'refuses the callback URL %s when private callbacks are not allowed',
		async (callback_url) => {
			const simulator = await started({ allowPrivateCallbacks: undefined });
			const { status, body } = await simulator.place(aCall({ callback_url }));
			expect(status).toBe(400);
			expect(body).toMatchObject({
				details: { fieldErrors: { callback_url: [expect.any(String)] } },
			});
		},
	);

	it.each([
		['broken JSON', '{"prompt": "Call'],
		['no body', ''],
		['a list', '[]'],
		['null', 'null'],
	])('answers 400 in the same shape to %s', async (_case, text) => {
		const simulator = await started();
		const { status, body } = await simulator.place(text);
		expect(status).toBe(400);
		expect(body).toEqual({
			error: 'Validation failed',
			details: { formErrors: [expect.any(String)], fieldErrors: {} },
		});
	});

	it('names every field that is wrong at once', async () => {
		const simulator = await started();
		const { body } = await simulator.place({ callback_url: 'results' });
		expect(body).toMatchObject({
			details: {
				fieldErrors: {
					prompt: [expect.any(String)],
					recipient_phone: [expect.any(String)],
					callback_url: [expect.any(String)],
				},
			},
		});
	});

	it('tolerates fields that it does not know', async () => {
		const simulator = await started();
		const { status } = await simulator.place(aCall({ voice: 'calm' }));
		expect(status).toBe(200);
	});

	it('looks at the key before the body', async () => {
		const simulator = await started();
		const { status } = await simulator.place('{', { authorization: 'Bearer ck_live_other' });
		expect(status).toBe(401);
	});
});

describe('GET /api/workflows', () => {
	it('lists workflows, of which some have no name', async () => {
		const simulator = await started();
		const authorization = `Bearer ${simulator.apiKey}`;
		const answer = await simulator.ask('GET', '/api/workflows', undefined, { authorization });
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			workflows: expect.arrayContaining([
				{ id: expect.any(String), name: expect.any(String) },
				{ id: expect.any(String), name: null },
			]),
		});
	});

	it('lists those it was started with', async () => {
		const workflows = [{ id: 'w-1', name: 'Remind' }];
		const simulator = await started({ workflows });
		const authorization = `Bearer ${simulator.apiKey}`;
		const answer = await simulator.ask('GET', '/api/workflows', undefined, { authorization });
		expect(answer.body).toEqual({ workflows });
	});

	it('answers 401 without the key', async () => {
		const simulator = await started();
		const { status, body } = await simulator.ask('GET', '/api/workflows');
		expect(status).toBe(401);
		expect(body).toEqual({ error: expect.any(String) });
	});
});

describe('everything else', () => {
	it.each([
		['GET', '/api/call-prompt'],
		['GET', '/api/calls/id-1'],
		['GET', '/elsewhere'],
		['GET', '/__simulator/nothing'],
	])('answers 404 to %s %s', async (method, path) => {
		const simulator = await started();
		const { status, body } = await simulator.ask(method, path);
		expect(status).toBe(404);
		expect(body).toEqual({ error: expect.any(String) });
	});
});
