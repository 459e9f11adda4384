import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode } from './engine';
import { sendToTrigger, type TriggerRequest } from './triggerWebhook';

const callbackSecret = 'the secret of the hostile callbacks';
const credential = { apiKey: 'ck_live_x', baseUrl: '', callbackSecret };
const authorization = `Bearer ${callbackSecret}`;

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

let calls = 0;
const result = (more: object = {}) => ({
	call_id: `call-${++calls}`,
	call_status: 'success',
	provider_status: 'completed',
	...more,
});

const send = async (request: Partial<TriggerRequest>) =>
	await sendToTrigger({ credential, ...request, headers: { authorization, ...request.headers } });

const anyJson = fc
	.oneof(
		fc.json({ stringUnit: 'binary' }),
		fc
			.dictionary(
				fc.constantFrom('call_id', 'call_status', 'messages', 'context', 'form_fills', '__proto__'),
				fc.jsonValue(),
			)
			.map((value) => JSON.stringify(value)),
	)
	.map((text) => JSON.parse(text) as unknown);

describe('the CallCow Trigger with any request', () => {
	it('starts with plain JSON or answers 400, and never throws', async () => {
		await fc.assert(
			fc.asyncProperty(anyJson, fc.boolean(), fc.boolean(), async (body, simplify, split) => {
				const { status, started } = await send({
					body,
					parameters: { simplify, options: { splitFormFills: split, ignoreDuplicates: false } },
				});
				expect([200, 400]).toContain(status);
				expect(started === undefined).toBe(status === 400);
				expect(JSON.parse(JSON.stringify(started ?? null))).toEqual(started ?? null);
			}),
			{ numRuns: 300 },
		);
	});

	it('never starts with a wrong secret, whatever the body and the header', async () => {
		const headers = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string().map((token) => `Bearer ${token}`),
			fc.nat(callbackSecret.length - 1).map((end) => `Bearer ${callbackSecret.slice(0, end)}`),
			fc.string({ minLength: 1 }).map((more) => `Bearer ${callbackSecret}${more}`),
		);
		await fc.assert(
			fc.asyncProperty(anyJson, headers, async (body, header) => {
				const { status, started } = await send({ body, headers: { authorization: header } });
				expect([status, started]).toEqual([401, undefined]);
			}),
			{ numRuns: 300 },
		);
	});

	it('takes no secret from the query or from the body', async () => {
		const { status, started } = await sendToTrigger({
			credential,
			body: result({ callback_secret: callbackSecret, authorization }),
			query: { authorization, callback_secret: callbackSecret },
		});
		expect([status, started]).toEqual([401, undefined]);
	});

	it.each([10_000, 100_000])('takes what is nested %d levels deep', async (depth) => {
		const { status, started } = await send({
			body: result({
				context: '['.repeat(depth) + ']'.repeat(depth),
				form_fills: nested(depth),
				messages: [{ role: 'user', content: nested(depth) }],
			}),
		});
		expect([status, started?.[0]?.transcript]).toEqual([200, 'Recipient: …']);
	});

	it.each([
		[
			'a form',
			'application/x-www-form-urlencoded',
			{ call_status: 'success' },
			'call_status=success',
		],
		['XML', 'application/xml', { call: { call_status: 'success' } }, '<call/>'],
		['XML of a dialect', 'application/soap+xml; charset=utf-8', { call: {} }, '<call/>'],
		['form in parts', 'multipart/form-data; boundary=b', { data: {}, files: {} }, undefined],
	])('takes no %s for a result', async (_, contentType, body, text) => {
		const { status, message, started } = await send({
			body,
			...(text === undefined ? {} : { rawBody: Buffer.from(text) }),
			headers: { 'content-type': contentType },
		});
		expect([status, message, started]).toEqual([400, 'The body is not JSON.', undefined]);
	});

	it('reads JSON that a sender calls a form', async () => {
		const sent = result();
		const { started } = await send({
			body: { [JSON.stringify(sent)]: '' },
			rawBody: Buffer.from(JSON.stringify(sent)),
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
		});
		expect(started).toEqual([expect.objectContaining({ call_id: sent.call_id })]);
	});

	it.each(['application/octet-stream', 'nonsense', ''])(
		'reads what n8n has left unread because of the content type "%s"',
		async (contentType) => {
			const sent = result();
			const { started } = await send({
				unread: Buffer.from(JSON.stringify(sent)),
				headers: { 'content-type': contentType },
			});
			expect(started).toEqual([expect.objectContaining({ call_id: sent.call_id })]);
		},
	);

	it('answers 400 when the body cannot be read', async () => {
		const { status, message, started } = await send({
			unread: new Error('request entity too large'),
			headers: { 'content-type': 'application/octet-stream' },
		});
		expect([status, message, started]).toEqual([400, 'The body could not be read.', undefined]);
	});

	it('starts twice for an ID that is no ID, and keeps none of it', async () => {
		const body = result({ call_id: 'x'.repeat(1_000_000) });
		for (let time = 0; time < 2; time++) expect((await send({ body })).started).toHaveLength(1);
	});
});

describe('the callback of a waiting call with any request', () => {
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator({
			allowPrivateCallbacks: true,
			requestsPerMinute: 100_000,
			script: { default: { outcome: 'manual' } },
		});
	});
	afterAll(async () => await simulator.close());

	const waitingCall = async () => {
		const waiting = await runNode({
			credential: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
			parameters: {
				resource: 'call',
				operation: 'placeAndWait',
				prompt: 'Confirm the appointment',
				recipientPhone: '+14155552671',
				maximumWaitMinutes: 60,
				options: {},
			},
		});
		expect(waiting.status).toBe('waiting');
		const body = simulator.requests().at(-1)!.body as Record<string, string>;
		const query = Object.fromEntries(new URL(body.callback_url!).searchParams);
		return { waiting, query, authorization: `Bearer ${body.callback_secret}` };
	};

	it('is refused with a wrong secret, whatever else it holds', async () => {
		const { waiting, query } = await waitingCall();
		await fc.assert(
			fc.asyncProperty(anyJson, fc.string({ unit: 'binary' }), async (body, token) => {
				const { status, resumed } = await waiting.deliver({
					body,
					query,
					authorization: `Bearer ${token}`,
				});
				expect([status, resumed]).toEqual([401, undefined]);
			}),
			{ numRuns: 100 },
		);
	});

	it('is refused with another nonce, of whatever type', async () => {
		const { waiting, query, authorization: own } = await waitingCall();
		for (const call of ['', `${query.call}x`, [query.call, query.call], { x: query.call }, null]) {
			const { status, resumed } = await waiting.deliver({
				body: result(),
				query: { ...query, call } as unknown as Record<string, string>,
				authorization: own,
			});
			expect([status, resumed]).toEqual([401, undefined]);
		}
	});

	it('goes on with plain JSON whatever the fields hold', async () => {
		const hostile: IDataObject[] = [
			JSON.parse('{"__proto__":{"outcome":"answered"},"call_status":"voicemail"}') as IDataObject,
			{ call_id: { a: 1 }, call_status: ['success'], messages: { a: 1 }, form_fills: { b: 2 } },
			{ call_status: 'success', provider_status: 'completed', messages: 'm'.repeat(1_000_000) },
			{ call_status: 'new', context: { deep: nested(3_000) } as unknown as IDataObject },
		];
		const outcomes: unknown[] = [];
		for (const body of hostile) {
			const { waiting, ...callback } = await waitingCall();
			const { status, resumed } = await waiting.deliver({ ...callback, body });
			expect([status, resumed?.status]).toEqual([200, 'success']);
			const [item] = resumed!.after[0]!;
			expect(item!.recipient_phone).toBe('+14155552671');
			outcomes.push(item!.outcome);
		}
		expect(outcomes).toEqual(['voicemail', 'unknown', 'answered', 'unknown']);
	});
});
