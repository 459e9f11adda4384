import { manualClock } from '../../simulator/clock';
import { outcomes } from '../../simulator/outcome';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/server';
import { receiveHere } from '../support/local-server';
import type { ContractOperation, Validator } from './contract-document';
import { findings } from './openapi';
import { workflowsContract } from './workflows-contract';

const workflow_id = 'w-1';
const call = { workflow_id, recipient_phone: '+14155550123' };
const webhook = {
	workflow_id,
	webhook_url: 'https://n8n.example.com/webhook/calls',
	name: 'n8n: Front desk',
};

let simulator: Simulator;

async function start(options: SimulatorOptions = {}): Promise<void> {
	simulator = await startSimulator({
		clock: manualClock(),
		workflows: [
			{ id: workflow_id, name: 'Confirm an appointment' },
			{ id: 'w-2', name: null },
		],
		...options,
	});
}

afterEach(async () => await simulator.close());

async function ask(method: string, path: string, body?: unknown, key = simulator.apiKey) {
	const response = await fetch(`${simulator.baseUrl}${path}`, {
		method,
		headers: { authorization: `Bearer ${key}` },
		body: body === undefined ? null : JSON.stringify(body),
	});
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text === '' ? undefined : (JSON.parse(text) as unknown),
	};
}

type Answer = Awaited<ReturnType<typeof ask>>;

function wrong(validate: Validator, body: unknown): string {
	return validate(body) ? '' : findings(validate.errors);
}

function wrongWithAnswer(operation: ContractOperation, { status, body }: Answer): string {
	return wrong(operation.responseValidator(status), body);
}

const endpoints = [
	['POST /call', 'POST', '/call', call, workflowsContract.call],
	['POST /webhooks', 'POST', '/webhooks', webhook, workflowsContract.registerWebhook],
	['DELETE /webhooks/{id}', 'DELETE', '/webhooks/x', undefined, workflowsContract.removeWebhook],
] as const;

describe('the answers of the simulator', () => {
	it('keep the contract when all is well', async () => {
		await start();
		const placed = await ask('POST', '/call', call);
		expect([placed.status, wrongWithAnswer(workflowsContract.call, placed)]).toEqual([200, '']);
		const listed = await ask('GET', '/workflows');
		expect(wrongWithAnswer(workflowsContract.listWorkflows, listed)).toBe('');
		const registered = await ask('POST', '/webhooks', webhook);
		expect(wrongWithAnswer(workflowsContract.registerWebhook, registered)).toBe('');
		const { id } = registered.body as { id: string };
		expect(workflowsContract.removeWebhook.statuses()).toContain('2XX');
		expect((await ask('DELETE', `/webhooks/${id}`)).status).toBe(204);
	});

	it.each(endpoints)(
		'401 to %s keeps the contract',
		async (_name, method, path, body, documented) => {
			await start();
			const answer = await ask(method, path, body, 'ck_live_other');
			expect(answer.status).toBe(401);
			expect(wrongWithAnswer(documented, answer)).toBe('');
		},
	);

	it.each(endpoints)(
		'404 to %s keeps the contract',
		async (_name, method, path, body, documented) => {
			await start({ workflows: [] });
			const answer = await ask(method, path, body);
			expect(answer.status).toBe(404);
			expect(wrongWithAnswer(documented, answer)).toBe('');
			expect(Object.keys(answer.body as object)).toEqual(['error']);
		},
	);

	it.each(endpoints)(
		'429 to %s keeps the contract',
		async (_name, method, path, body, documented) => {
			await start({ requestsPerMinute: 1 });
			await ask('POST', '/call', call);
			const answer = await ask(method, path, body);
			expect(answer.status).toBe(429);
			expect(wrongWithAnswer(documented, answer)).toBe('');
			const validate = documented.responseHeaderValidator(429, 'Retry-After');
			expect(wrong(validate, Number(answer.headers.get('retry-after')))).toBe('');
		},
	);

	it.each(endpoints.slice(0, 2))(
		'400 to %s keeps the contract',
		async (_name, method, path, _body, documented) => {
			await start();
			const answer = await ask(method, path, {});
			expect(answer.status).toBe(400);
			expect(wrongWithAnswer(documented, answer)).toBe('');
			expect(Object.keys(answer.body as object).sort()).toEqual(['details', 'error']);
		},
	);
});

describe('the requests that the simulator accepts', () => {
	it.each([
		['/call', call, workflowsContract.call],
		[
			'/call',
			{
				...call,
				recipient_name: 'Sarah',
				recipient_email: 'sarah@example.com',
				recipient_context: 'Prefers mornings',
				idempotency_key: 'row-17',
			},
			workflowsContract.call,
		],
		['/call', { ...call, voice: 'calm' }, workflowsContract.call],
		['/webhooks', webhook, workflowsContract.registerWebhook],
	] as const)('keep the contract: %s %j', async (path, body, documented) => {
		await start();
		expect(wrong(documented.requestValidator(), body)).toBe('');
		expect((await ask('POST', path, body)).status).toBe(200);
	});

	it.each([
		['/call', { recipient_phone: call.recipient_phone }, workflowsContract.call],
		['/call', { workflow_id }, workflowsContract.call],
		['/call', { ...call, recipient_name: null }, workflowsContract.call],
		['/call', { ...call, recipient_email: 7 }, workflowsContract.call],
		['/call', { ...call, recipient_context: { row: 7 } }, workflowsContract.call],
		['/call', { ...call, idempotency_key: 7 }, workflowsContract.call],
		['/webhooks', { ...webhook, workflow_id: 7 }, workflowsContract.registerWebhook],
		['/webhooks', { ...webhook, webhook_url: 'calls' }, workflowsContract.registerWebhook],
		['/webhooks', { ...webhook, name: undefined }, workflowsContract.registerWebhook],
	] as const)('leave out what breaks the contract: %s %j', async (path, body, documented) => {
		await start();
		expect(documented.requestValidator()(body)).toBe(false);
		expect((await ask('POST', path, body)).status).toBe(400);
	});

	it('have the fields that the contract has', () => {
		expect(workflowsContract.call.requestFields()).toEqual([
			'workflow_id',
			'recipient_phone',
			'recipient_name',
			'recipient_email',
			'recipient_context',
			'idempotency_key',
		]);
		expect(workflowsContract.registerWebhook.requestFields()).toEqual(Object.keys(webhook));
	});
});

describe('what the simulator posts to a webhook', () => {
	const validate = workflowsContract.callEnded.requestValidator();

	it.each(outcomes)('keeps the contract, its fields and no others: %s', async (outcome) => {
		const receiver = await receiveHere(() => undefined);
		const webhook_url = `${receiver.url}/calls`;
		await start({
			allowPrivateCallbacks: true,
			script: { default: { outcome, context: { row: 17 } } },
		});
		await ask('POST', '/webhooks', { ...webhook, webhook_url });
		await ask('POST', '/webhooks', {
			...webhook,
			workflow_id: 'w-2',
			webhook_url,
		});
		await ask('POST', '/call', call);
		simulator.startWorkflowCall({ workflow_id: 'w-2', recipient_phone: 'browser' });
		await simulator.advance(2_000);
		await receiver.close();
		const bodies = simulator
			.deliveries()
			.map(({ request_body: text }) => JSON.parse(text) as object);
		expect(bodies).toHaveLength(2);
		for (const body of bodies) {
			expect(wrong(validate, body)).toBe('');
			expect(Object.keys(body)).toEqual(workflowsContract.callEnded.requestFields());
			expect(JSON.parse((body as { context: string }).context)).toEqual({ row: 17 });
		}
	});

	it('would break the contract with a time zone, or with a context that is not text', () => {
		expect(wrong(validate, { created_at: '2026-01-15T12:00:00.000Z', context: {} })).toMatch(
			/context must be string[^]*created_at must match pattern/,
		);
	});
});
