/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { get } from 'node:http';
import { aCall, receiver, started } from '../started';

describe('/__simulator', () => {
	it('lists requests with the answered status and without the key', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		await simulator.place('{');
		await simulator.ask('GET', '/api/workflows');
		await simulator.ask('GET', '/api/nothing');
		const { body } = await simulator.ask('GET', '/__simulator/requests');
		expect(body).toMatchObject({
			requests: [
				{
					made_call_id: 'id-1',
					at: '2026-01-15T12:00:00.000Z',
					method: 'POST',
					path: '/api/call-prompt',
					headers: { authorization: 'Bearer [hidden]', 'content-type': 'application/json' },
					body: aCall(),
					status: 200,
				},
				{ body: '{', status: 400, made_call_id: null },
				{ method: 'GET', path: '/api/workflows', body: null, status: 401 },
				{ path: '/api/nothing', status: 404 },
			],
		});
		expect(JSON.stringify(body)).not.toContain(simulator.apiKey);
	});

	it('sets scripts, ends calls by the clock, and lists calls and deliveries', async () => {
		const { url } = await receiver();
		const simulator = await started();
		const script = await simulator.ask('PUT', '/__simulator/script', {
			numbers: { '+14155552671': { outcome: 'busy', afterMs: 100 } },
		});
		expect(script.status).toBe(200);
		await simulator.place(aCall({ callback_url: url }));
		const advanced = await simulator.ask('POST', '/__simulator/clock/advance', { ms: 100 });
		expect(advanced.status).toBe(200);
		const calls = await simulator.ask('GET', '/__simulator/calls');
		expect(calls.body).toEqual({ calls: simulator.calls() });
		expect(simulator.calls()).toMatchObject([{ outcome: 'busy' }]);
		const deliveries = await simulator.ask('GET', '/__simulator/deliveries');
		expect(deliveries.body).toEqual({ deliveries: simulator.deliveries() });
		expect(simulator.deliveries()).toMatchObject([{ status: 200 }]);
	});

	it('queues one fault or a list, and clears them', async () => {
		const simulator = await started();
		const fault = { kind: 'answer', callMade: false, status: 500 };
		await simulator.ask('POST', '/__simulator/faults', fault);
		expect((await simulator.place(aCall())).status).toBe(500);
		await simulator.ask('POST', '/__simulator/faults', [fault, fault]);
		expect((await simulator.place(aCall())).status).toBe(500);
		await simulator.ask('DELETE', '/__simulator/faults');
		expect((await simulator.place(aCall())).status).toBe(200);
	});

	it.each([
		['PUT', '/__simulator/script', { default: { outcome: 'asleep' } }],
		['PUT', '/__simulator/script', { numbers: { '415': { outcome: 'busy' } } }],
		['PUT', '/__simulator/script', { defualt: { outcome: 'busy' } }],
		['POST', '/__simulator/faults', { kind: 'reset', callMade: true, tmies: 2 }],
		['POST', '/__simulator/clock/advance', { ms: -1 }],
		['POST', '/__simulator/clock/advance', undefined],
		['POST', '/__simulator/calls/id-1/decide', { outcome: 'manual' }],
		['POST', '/__simulator/calls/id-1/decide', '{'],
	])('answers 400 with the reason to %s %s %j', async (method, path, body) => {
		const simulator = await started();
		await simulator.place(aCall());
		const answer = await simulator.ask(method, path, body);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({ error: expect.any(String) });
	});

	it.each(['http://evil.example', 'https://127.0.0.1', 'null'])(
		'turns away pages of %s',
		async (origin) => {
			const simulator = await started();
			const answer = await simulator.ask('GET', '/__simulator/calls', undefined, { origin });
			expect(answer.status).toBe(403);
			expect(answer.body).toEqual({ error: expect.any(String) });
		},
	);

	it('changes nothing for a page that it turns away', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		const headers = { origin: 'http://evil.example' };
		await simulator.ask('POST', '/__simulator/reset', {}, headers);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('lets its own page in', async () => {
		const simulator = await started();
		const headers = { origin: simulator.origin };
		expect((await simulator.ask('GET', '/__simulator/calls', undefined, headers)).status).toBe(200);
	});

	it('turns away a foreign name that was pointed at this machine', async () => {
		const simulator = await started();
		const headers = { host: `evil.example:${simulator.port}` };
		// fetch sets Host by itself and lets nobody else.
		const status = await new Promise((resolve) => {
			get(`${simulator.origin}/__simulator/calls`, { headers }, (response) => {
				response.resume();
				resolve(response.statusCode);
			});
		});
		expect(status).toBe(403);
	});

	it.each([undefined, '', 'ck_live_simulator', 'a'.repeat(32)])(
		'turns away who shows %j in place of the control token',
		async (token) => {
			const simulator = await started();
			await simulator.place(aCall());
			const response = await fetch(`${simulator.origin}/__simulator/reset`, {
				method: 'POST',
				headers: token === undefined ? {} : { 'x-simulator-token': token },
			});
			expect(response.status).toBe(401);
			expect(await response.json()).toEqual({
				error: expect.stringContaining('X-Simulator-Token'),
			});
			expect(simulator.calls()).toHaveLength(1);
		},
	);

	it('makes up another token each time, or takes the one it is given', async () => {
		const [one, other] = [await started(), await started()];
		expect(one.controlToken).toMatch(/^[0-9a-f]{32}$/);
		expect(one.controlToken).not.toBe(other.controlToken);
		const given = await started({ controlToken: 'the token of this test' });
		expect(given.controlToken).toBe('the token of this test');
		expect((await given.ask('GET', '/__simulator/calls')).status).toBe(200);
	});

	it('is not recorded among the requests', async () => {
		const simulator = await started();
		await simulator.ask('GET', '/__simulator/calls');
		expect(simulator.requests()).toEqual([]);
	});
});

describe('decide', () => {
	it('ends a call that still goes on and gives back the delivery', async () => {
		const { url, received } = await receiver(() => ({ status: 200, body: 'thanks' }));
		const simulator = await started({ script: { default: { outcome: 'manual' } } });
		await simulator.place(aCall({ callback_url: url }));
		const answer = await simulator.ask('POST', '/__simulator/calls/id-1/decide', {
			outcome: 'answered',
			summary: 'Sarah comes.',
		});
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({ delivery: simulator.deliveries()[0] });
		expect(answer.body).toMatchObject({ delivery: { status: 200, response_body: 'thanks' } });
		expect(received).toMatchObject([{ json: { call_summary: 'Sarah comes.' } }]);
	});

	it('goes before the script, which then does nothing more', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.decide('id-1', { outcome: 'canceled' });
		await simulator.advance(2_000);
		expect(received).toMatchObject([{ json: { provider_status: 'canceled' } }]);
	});

	it('gives back null for a call without a callback URL', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		expect(await simulator.decide('id-1', { outcome: 'busy' })).toBeNull();
	});

	it('answers 409 when the call has ended', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		await simulator.decide('id-1', { outcome: 'busy' });
		const again = await simulator.ask('POST', '/__simulator/calls/id-1/decide', {
			outcome: 'answered',
		});
		expect(again.status).toBe(409);
		expect(simulator.calls()).toMatchObject([{ outcome: 'busy' }]);
	});

	it('answers 404 for a call that there is not', async () => {
		const simulator = await started();
		const answer = await simulator.ask('POST', '/__simulator/calls/id-9/decide', {
			outcome: 'busy',
		});
		expect(answer.status).toBe(404);
	});
});

describe('resend', () => {
	async function delivered() {
		const { url, received } = await receiver(({ headers }) =>
			headers.authorization === 'Bearer s3cret'
				? { status: 200, body: 'thanks' }
				: { status: 401, body: 'no' },
		);
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url, callback_secret: 's3cret' }));
		await simulator.advance(2_000);
		return { simulator, received, id: simulator.deliveries()[0]?.id ?? '' };
	}

	it('sends the very same result again', async () => {
		const { simulator, received, id } = await delivered();
		const again = await simulator.resend(id);
		expect(again).toMatchObject({ status: 200, response_body: 'thanks', resent: true });
		expect(received[1]?.text).toBe(received[0]?.text);
		expect(received[1]?.headers.authorization).toBe('Bearer s3cret');
		expect(simulator.deliveries()).toHaveLength(2);
	});

	it('sends another secret, or none', async () => {
		const { simulator, received, id } = await delivered();
		expect(await simulator.resend(id, { secret: 'guess' })).toMatchObject({ status: 401 });
		expect(received[1]?.headers.authorization).toBe('Bearer guess');
		expect(await simulator.resend(id, { secret: null })).toMatchObject({ status: 401 });
		expect(received[2]?.headers).not.toHaveProperty('authorization');
	});

	it('sends any body and headers, over HTTP too', async () => {
		const { simulator, received, id } = await delivered();
		const answer = await simulator.ask('POST', `/__simulator/deliveries/${id}/resend`, {
			body: '{"call_id":',
			headers: { 'content-type': 'text/plain' },
		});
		expect(answer.body).toMatchObject({ delivery: { status: 200, response_body: 'thanks' } });
		expect(received[1]).toMatchObject({
			text: '{"call_id":',
			headers: { 'content-type': 'text/plain' },
		});
	});

	it('answers 404 for a delivery that there is not', async () => {
		const { simulator } = await delivered();
		const answer = await simulator.ask('POST', '/__simulator/deliveries/id-99/resend');
		expect(answer.status).toBe(404);
	});
});

describe('reset', () => {
	it('forgets calls, requests, deliveries, faults, keys and the pace', async () => {
		const { url } = await receiver();
		const simulator = await started({ requestsPerMinute: 1 });
		await simulator.place(aCall({ callback_url: url, idempotency_key: 'row-7' }));
		await simulator.advance(2_000);
		simulator.fault({ kind: 'answer', callMade: false, status: 500 });
		const { status } = await simulator.ask('POST', '/__simulator/reset');
		expect(status).toBe(200);
		expect(simulator.calls()).toEqual([]);
		expect(simulator.requests()).toEqual([]);
		expect(simulator.deliveries()).toEqual([]);
		expect((await simulator.place(aCall({ idempotency_key: 'row-7' }))).status).toBe(200);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('puts the scripts back to those of the start', async () => {
		const simulator = await started({ script: { default: { outcome: 'busy', afterMs: 0 } } });
		simulator.script({ default: { outcome: 'manual' } });
		simulator.reset();
		await simulator.place(aCall());
		await simulator.advance(0);
		expect(simulator.calls()).toMatchObject([{ outcome: 'busy' }]);
	});

	it('calls off what calls had still to come', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		simulator.reset();
		await simulator.advance(3_600_000);
		expect(received).toEqual([]);
	});

	it('lets go of a request that waits for its slow answer', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'slow', delayMs: 60_000 });
		const placed = simulator.nextCall();
		const answer = simulator.place(aCall());
		await placed;
		simulator.reset();
		expect((await answer).status).toBe(200);
	});
});
