import { manualClock } from '../../simulator/clock';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/server';
import {
	documentedStatuses,
	findings,
	requestValidator,
	responseHeaderValidator,
	responseValidator,
} from './openapi';

const call = { prompt: 'Ask Sarah whether Tuesday suits her', recipient_phone: '+14155550123' };

let simulator: Simulator;

async function start(options: SimulatorOptions = {}): Promise<void> {
	simulator = await startSimulator({ clock: manualClock(), ...options });
}

afterEach(async () => await simulator.close());

async function place(body: unknown, key = simulator.apiKey) {
	const response = await fetch(`${simulator.baseUrl}/call-prompt`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return {
		status: response.status,
		headers: response.headers,
		body: (await response.json()) as Record<string, unknown>,
	};
}

function wrongWithAnswer({ status, body }: { status: number; body: unknown }): string {
	const validate = responseValidator(status);
	return validate(body) ? '' : findings(validate.errors);
}

describe('the answers of the simulator', () => {
	it.each([true, false])('200 keeps the contract (call ID given: %s)', async (callIdInAnswer) => {
		await start({ script: { default: { outcome: 'answered', callIdInAnswer } } });
		const answer = await place(call);
		expect(answer.status).toBe(200);
		expect(wrongWithAnswer(answer)).toBe('');
		expect(Object.keys(answer.body).sort()).toEqual(['call_id', 'success', 'workflow_id']);
	});

	it.each([
		['missing fields', {}],
		['a number that is none', { ...call, recipient_phone: '555-0123' }],
		['a private callback', { ...call, callback_url: 'https://10.0.0.1/results' }],
		['broken JSON', '{'],
	])('400 keeps the contract for %s', async (_case, body) => {
		await start();
		const answer = await place(body);
		expect(answer.status).toBe(400);
		expect(wrongWithAnswer(answer)).toBe('');
		expect(Object.keys(answer.body).sort()).toEqual(['details', 'error']);
	});

	it('401 keeps the contract', async () => {
		await start();
		const answer = await place(call, 'ck_live_other');
		expect(answer.status).toBe(401);
		expect(wrongWithAnswer(answer)).toBe('');
		expect(Object.keys(answer.body)).toEqual(['error']);
	});

	it('429 keeps the contract, its header too', async () => {
		await start({ requestsPerMinute: 1 });
		await place(call);
		const answer = await place(call);
		expect(answer.status).toBe(429);
		expect(wrongWithAnswer(answer)).toBe('');
		expect(Object.keys(answer.body)).toEqual(['error']);
		const validate = responseHeaderValidator(429, 'Retry-After');
		expect(validate(Number(answer.headers.get('retry-after')))).toBe(true);
		expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
	});

	it.each([409, 410, 422, 500])('%i by a fault keeps the contract', async (status) => {
		await start();
		simulator.fault({ kind: 'answer', callMade: false, status });
		const answer = await place(call);
		expect(answer.status).toBe(status);
		expect(wrongWithAnswer(answer)).toBe('');
		expect(Object.keys(answer.body)).toEqual(['error']);
	});

	it('have no documented status besides those checked here', () => {
		expect(documentedStatuses()).toEqual([200, 400, 401, 409, 410, 422, 429, 500]);
	});
});

describe('the requests that the simulator accepts', () => {
	const callback_url = 'https://n8n.example.com/webhook/call-results';

	it.each([
		['the least there is', call],
		[
			'every field',
			{ ...call, callback_url, callback_secret: 's3cret', idempotency_key: 'row-17' },
		],
		['a field that is not documented', { ...call, voice: 'calm' }],
	])('keep the contract with %s', async (_case, body) => {
		await start();
		const validate = requestValidator();
		expect(validate(body) ? '' : findings(validate.errors)).toBe('');
		expect((await place(body)).status).toBe(200);
	});

	it.each([
		['no prompt', { recipient_phone: call.recipient_phone }],
		['no number', { prompt: call.prompt }],
		['a callback URL that is none', { ...call, callback_url: 'call results' }],
		['a secret that is no text', { ...call, callback_secret: 7 }],
		['a key that is null', { ...call, idempotency_key: null }],
		['a list instead', [call]],
	])('leave out what breaks the contract: %s', async (_case, body) => {
		await start();
		expect(requestValidator()(body)).toBe(false);
		expect((await place(body)).status).toBe(400);
	});
});
