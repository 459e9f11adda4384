import { createClient, type CallToPlace } from '../../../nodes/CallCow/transport/client';
import type { ClientSurroundings } from '../../../nodes/CallCow/transport/clientSurroundings';
import { momentBefore } from '../../../nodes/CallCow/transport/clock';
import type { Certainty, Gate } from '../../../nodes/CallCow/transport/gate';
import type { HttpReply, HttpRequest } from '../../../nodes/CallCow/transport/http';
import { KeyHolders } from '../../../nodes/CallCow/transport/keyHolders';
import { PaceKeeper } from '../../../nodes/CallCow/transport/paceKeeper';
import type { PlaceResult } from '../../../nodes/CallCow/transport/placeResult';
import { SentCalls } from '../../../nodes/CallCow/transport/sentCalls';
import { VirtualTime } from '../../support/virtual-time';

const body = {
	prompt: 'Confirm the appointment',
	recipient_phone: '+14155552671',
	idempotency_key: 'key-1',
};
const limits = { timeoutSeconds: 60, maxRetries: 3 };

const answer = (status: number, more: Partial<HttpReply & { kind: 'answer' }> = {}): HttpReply => ({
	kind: 'answer',
	status,
	body: { error: 'The reason' },
	...more,
});
const placed = answer(200, { body: { success: true, workflow_id: 'w', call_id: 'c', new: 1 } });
const lost: HttpReply = { kind: 'noAnswer', reason: 'the connection was lost' };

type Step = HttpReply | { reply: HttpReply; afterMs: number };

/** A client in virtual time, and a CallCow that answers by the script. */
function scripted(replies: Step[], surroundings: Partial<ClientSurroundings> = {}) {
	const time = new VirtualTime();
	const keeper = new PaceKeeper(time.monotonicMs, time.sleep);
	const sentCalls = new SentCalls();
	const sent: Array<{ request: HttpRequest; atMs: number }> = [];
	const abort = new AbortController();
	const client = createClient({
		async send(request) {
			sent.push({ request, atMs: time.monotonicMs() });
			const next = replies.shift();
			if (next === undefined) throw new Error('The script has no further answer');
			if (!('reply' in next)) return next;
			await time.sleep(next.afterMs, abort.signal);
			return next.reply;
		},
		sleep: time.sleep,
		keeper,
		requestsPerMinute: 60,
		sentCalls,
		keyHolders: new KeyHolders(),
		clock: time.clock,
		random: () => 0,
		signal: abort.signal,
		secrets: ['ck_live_key', 'callback secret'],
		...surroundings,
	});
	return {
		time,
		keeper,
		abort,
		sent,
		client,
		sentAtMs: () => sent.map(({ atMs }) => atMs),
		place: async (maxRetries = 3, call: Partial<CallToPlace> = {}) =>
			await time.until(
				client.placeCall({
					body,
					identity: 'identity-1',
					gates: [],
					limits: { ...limits, maxRetries },
					...call,
				}),
			),
	};
}

const failureOf = (result: PlaceResult) => (result.kind === 'failed' ? result.failure : undefined);

describe('placeCall', () => {
	it('gives what CallCow answers', async () => {
		expect(await scripted([placed]).place()).toEqual({
			kind: 'placed',
			call: { success: true, workflow_id: 'w', call_id: 'c' },
		});
	});

	it('takes a call without an ID for placed', async () => {
		const { place } = scripted([answer(200, { body: { success: true, workflow_id: 'w' } })]);
		expect(await place()).toMatchObject({
			kind: 'placed',
			call: { call_id: null, workflow_id: 'w' },
		});
	});

	it('does not take an unsuccessful answer for a placed call', async () => {
		const { place, sent } = scripted([
			answer(200, { body: { success: false, error: 'No phone number is connected' } }),
		]);
		expect(failureOf(await place())).toMatchObject({
			message: 'CallCow did not place the call: No phone number is connected',
			placed: 'no',
		});
		expect(sent).toHaveLength(1);
	});

	it.each([
		['a 500', answer(500)],
		['a lost answer', lost],
		['an answer that cannot be read', answer(200, { body: '<html>' })],
	])('repeats the very same request after %s', async (_, reply) => {
		const { place, sent, sentAtMs } = scripted([reply, reply, placed]);
		expect((await place()).kind).toBe('placed');
		expect(sent.map(({ request }) => request)).toEqual(Array(3).fill(sent[0]!.request));
		expect(sent[0]!.request).toEqual({
			method: 'POST',
			path: '/call-prompt',
			body,
			timeoutMs: 60_000,
		});
		expect(sentAtMs()).toEqual([0, 1_000, 3_000]);
	});

	it('stops after Max Retries and leaves open whether the call was placed', async () => {
		const { place, sent } = scripted([lost, lost, lost]);
		expect(failureOf(await place(2))).toMatchObject({
			message: 'CallCow did not answer in 3 attempts: the connection was lost',
			placed: 'unknown',
		});
		expect(sent).toHaveLength(3);
	});

	it('sends no repeat later than four minutes after the first request', async () => {
		const slow = { reply: lost, afterMs: 100_000 };
		const { place, sentAtMs } = scripted([slow, slow, slow, placed]);
		expect(failureOf(await place(10))).toMatchObject({ placed: 'unknown' });
		expect(sentAtMs()).toEqual([0, 101_000, 203_000]);
	});

	it('waits exactly as long as a 429 says, however many follow, without counting them', async () => {
		const limited = answer(429, { retryAfter: '60' });
		const { place, sentAtMs } = scripted([limited, limited, limited, limited, limited, placed]);
		expect((await place(1)).kind).toBe('placed');
		expect(sentAtMs()).toEqual([0, 60_000, 120_000, 180_000, 240_000, 300_000]);
	});

	it('holds every other call of the account back too', async () => {
		const { place, keeper, sentAtMs } = scripted([placed]);
		keeper.pauseFor(42_000);
		await place();
		expect(sentAtMs()).toEqual([42_000]);
	});

	it('sends nothing while CallCow asks to wait for longer than a call should', async () => {
		const { place, keeper, sent } = scripted([]);
		keeper.pauseFor(24 * 3_600_000);
		expect(failureOf(await place())).toMatchObject({
			message: "CallCow's rate limit blocks all calls for another 24 hours",
			placed: 'no',
		});
		expect(sent).toHaveLength(0);
	});

	it('gives up rather than repeat after a pause that outlasts the life of the key', async () => {
		const { place, time, keeper, sentAtMs } = scripted([lost, placed]);
		time.after(500, () => keeper.pauseFor(290_000));
		expect(failureOf(await place())).toMatchObject({ placed: 'unknown' });
		expect(sentAtMs()).toEqual([0]);
	});

	it.each([
		['is set forward', 3_600_000],
		['is set back', -3_600_000],
	])("repeats nothing too late when the machine's clock %s", async (_, byMs) => {
		const slow = { reply: lost, afterMs: 100_000 };
		const { place, time, sentAtMs } = scripted([slow, slow, slow, placed]);
		time.after(50_000, () => time.jump(byMs));
		expect(failureOf(await place(10))).toMatchObject({ placed: 'unknown' });
		expect(sentAtMs().at(-1)).toBeLessThanOrEqual(240_000);
	});

	it('does not send a call again that it has placed, whenever the node run is repeated', async () => {
		const { place, time, sent } = scripted([placed]);
		const first = await place();
		await time.until(time.sleep(3_600_000));
		expect(await place()).toEqual(first);
		expect(sent).toHaveLength(1);
	});

	it('asks again in a repeated node run as long as the key protects, and not later', async () => {
		const { place, time, sent } = scripted([lost, lost, lost]);
		expect(failureOf(await place(0))?.placed).toBe('unknown');
		await time.until(time.sleep(120_000));
		expect(failureOf(await place(0))?.placed).toBe('unknown');
		await time.until(time.sleep(130_000));
		expect(failureOf(await place(0))).toMatchObject({
			message: expect.stringContaining('it is too late to ask again'),
			placed: 'unknown',
		});
		expect(sent).toHaveLength(2);
	});

	it('never says that no call was placed once an earlier try may have placed it', async () => {
		const failure = failureOf(await scripted([lost, answer(401)]).place());
		expect(failure).toMatchObject({ status: 401, placed: 'unknown' });
		expect(failure?.description).toContain('may or may not have been placed');
	});

	it('takes a call for one in doubt as soon as its request leaves, also after a cancel', async () => {
		// The run is over with the cancel; the next run of the node has a signal of its own.
		const { place, client, time, abort, sent } = scripted(
			[{ reply: placed, afterMs: 10_000 }, placed],
			{ signal: undefined },
		);
		const certainty = () => client.certaintyOf({ identity: 'identity-1' });
		const seen = [certainty()];
		time.after(500, () => {
			seen.push(certainty());
			abort.abort();
		});
		await expect(place()).rejects.toThrow();
		expect([...seen, certainty()]).toEqual(['no', 'unknown', 'unknown']);
		await time.until(time.sleep(241_000));
		expect(failureOf(await place())).toMatchObject({
			message: expect.stringContaining('it is too late to ask again'),
			placed: 'unknown',
		});
		expect(sent).toHaveLength(1);
	});

	it.each([
		['the backoff', [lost, placed], 0],
		['Retry-After', [answer(429, { retryAfter: '60' }), placed], 0],
	])('sends nothing after a cancel during %s', async (_, replies) => {
		const { place, time, abort, sent } = scripted(replies);
		time.after(500, () => abort.abort());
		await expect(place()).rejects.toThrow();
		await expect(place()).rejects.toThrow();
		expect(sent).toHaveLength(1);
	});

	it('sends nothing after a cancel while it waits for its turn', async () => {
		const { place, keeper, time, abort, sent } = scripted([placed]);
		keeper.pauseFor(60_000);
		time.after(500, () => abort.abort());
		await expect(place()).rejects.toThrow();
		expect(sent).toHaveLength(0);
	});

	it('calls off what waits for its turn, and settles what may have been placed', async () => {
		const stop = new AbortController();
		const { client, keeper, time, sent } = scripted([lost, placed], { stop: stop.signal });
		const call = { body, gates: [], limits };
		const inDoubt = client.placeCall({ ...call, identity: 'a' });
		await time.until(time.sleep(500));
		keeper.pauseFor(30_000);
		const waiting = client.placeCall({ ...call, identity: 'b' });
		await time.until(time.sleep(10_000));
		stop.abort();
		expect(await time.until(waiting)).toEqual({ kind: 'notTried' });
		expect(time.monotonicMs()).toBe(10_500);
		expect((await time.until(inDoubt)).kind).toBe('placed');
		expect(sent).toHaveLength(2);
	});

	it('tells how long its calls have waited, and why', async () => {
		const { client, time } = scripted([
			...Array.from({ length: 60 }, () => placed),
			answer(429, { retryAfter: '30' }),
			placed,
		]);
		await time.until(
			Promise.all(
				Array.from(
					{ length: 61 },
					async (_, index) =>
						await client.placeCall({ body, identity: `${index}`, limits, gates: [] }),
				),
			),
		);
		expect([client.waits.seconds('pace'), client.waits.seconds('rateLimit')]).toEqual([61, 30]);
		expect(client.waits.rateLimits).toBe(1);
	});

	describe('with a gate', () => {
		const gateThat = (open: Gate['open'] = async () => ({ kind: 'through' })) => {
			const told: Certainty[] = [];
			return { told, gate: { open, close: (certainty) => told.push(certainty) } satisfies Gate };
		};

		it.each([
			['is placed', [placed], 'placed'],
			['is placed by a repeat', [lost, placed], 'placed'],
			['is refused', [answer(422)], 'no'],
			['is refused after a repeat', [lost, answer(422)], 'unknown'],
			['is sent back by the rate limit', [answer(429)], 'no'],
			['brings no answer', [lost], 'unknown'],
		] as const)('tells it once what came of a call that %s', async (_, replies, certainty) => {
			const { told, gate } = gateThat();
			await scripted([...replies]).place(replies.length === 1 ? 0 : 3, { gates: [gate] });
			expect(told).toEqual([certainty]);
		});

		it.each([
			['while it is asked', 500, 'no'],
			['while the request is under way', 1_500, 'unknown'],
			['while the rate limit holds it', 12_000, 'no'],
		] as const)('tells it what is known after a cancel %s', async (_, afterMs, certainty) => {
			const { told, gate } = gateThat(async () => {
				await time.sleep(1_000);
				return { kind: 'through' };
			});
			const { place, time, abort } = scripted([
				{ reply: answer(429, { retryAfter: '60' }), afterMs: 10_000 },
			]);
			time.after(afterMs, () => abort.abort());
			await expect(place(3, { gates: [gate] })).rejects.toThrow();
			expect(told).toEqual([certainty]);
		});

		it('leaves a call in doubt that another run may have placed, also after a cancel', async () => {
			const { told, gate } = gateThat(async () => {
				abort.abort();
				return { kind: 'through', uncertainSince: time.clock() };
			});
			const { place, time, abort, sent } = scripted([placed]);
			await expect(place(3, { gates: [gate] })).rejects.toThrow();
			expect(told).toEqual(['unknown']);
			expect(sent).toHaveLength(0);
		});

		it('does not send a call that another run may have placed too long ago', async () => {
			const { told, gate } = gateThat(async () => ({
				kind: 'through',
				uncertainSince: momentBefore(time.clock(), 241_000),
			}));
			const { place, time, sent } = scripted([placed]);
			expect(failureOf(await place(3, { gates: [gate] }))).toMatchObject({ placed: 'unknown' });
			expect(told).toEqual(['unknown']);
			expect(sent).toHaveLength(0);
		});

		it('is asked before every attempt, right before the request leaves', async () => {
			const askedAtMs: number[] = [];
			const { gate } = gateThat(async () => {
				askedAtMs.push(time.monotonicMs());
				return { kind: 'through' };
			});
			const { place, time, keeper, sentAtMs } = scripted([lost, placed]);
			keeper.pauseFor(30_000);
			await place(3, { gates: [gate] });
			expect(askedAtMs).toEqual([30_000, 31_000]);
			expect(sentAtMs()).toEqual(askedAtMs);
		});

		it('waits again when CallCow has asked to wait while the gate was asked', async () => {
			const { gate, told } = gateThat(async () => {
				await time.sleep(1_000);
				return { kind: 'through' };
			});
			const { place, time, keeper, sentAtMs } = scripted([placed]);
			time.after(500, () => keeper.pauseFor(30_000));
			await place(3, { gates: [gate] });
			expect(sentAtMs()).toEqual([31_500]);
			expect(told).toEqual(['placed']);
		});

		it('is held back by it without taking a place in the pace', async () => {
			const { gate, told } = gateThat(async () => ({ kind: 'skipped', reason: 'Called before' }));
			const { client, time, keeper, sent } = scripted([placed]);
			const results = await time.until(
				Promise.all(
					Array.from(
						{ length: 100 },
						async (_, index) =>
							await client.placeCall({ body, identity: `${index}`, limits, gates: [gate] }),
					),
				),
			);
			expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['skipped']));
			expect([time.monotonicMs(), sent.length, keeper.pauseMs(), told]).toEqual([0, 0, 0, []]);
		});

		it('says that a call is in doubt when a gate closes after a first attempt', async () => {
			let asked = 0;
			const { gate: hours } = gateThat(async () =>
				asked++ === 0
					? { kind: 'through' }
					: { kind: 'failed', failure: { message: 'Closed', description: 'x', placed: 'no' } },
			);
			const { gate, told } = gateThat();
			const { place, sent } = scripted([lost, placed]);
			expect(failureOf(await place(3, { gates: [hours, gate] }))).toMatchObject({
				message: 'Closed',
				placed: 'unknown',
			});
			expect([sent.length, told]).toEqual([1, ['unknown']]);
		});
	});

	it('shows no key, secret or whole number, whatever CallCow says', async () => {
		const told = 'ck_live_key, callback secret, +1 (415) 555-2671 and 4155552671';
		const { place } = scripted([
			answer(400, { body: { error: told, details: { recipient_phone: [told] } } }),
		]);
		const failure = failureOf(await place());
		expect(failure?.message).toBe(
			'CallCow did not accept the request: ***, ***, +1415***2671 and 415***71',
		);
		expect(failure?.description).toContain('Recipient Phone: ***, ***, +1415***2671');
	});
});

describe('the gates of a call', () => {
	it('are told whether it is a repeat, and how many calls may follow it', async () => {
		const asked: Array<[isRepeat: boolean, mayFollow: number]> = [];
		const gate: Gate = {
			async open(isRepeat, mayFollow) {
				asked.push([isRepeat, mayFollow!(3)]);
				return { kind: 'through' };
			},
			close() {},
		};
		await scripted([lost, placed]).place(3, { gates: [gate] });
		expect(asked.map(([isRepeat]) => isRepeat)).toEqual([false, true]);
		expect(asked[0]![1]).toEqual(expect.any(Number));
	});
});

describe('a key that the user has chosen', () => {
	const SARAH = '+14155552671';
	const ANN = '+14155552672';
	const withKey = (identity: string, recipient_phone = SARAH): Partial<CallToPlace> => ({
		identity,
		givenKey: 'row-1',
		body: { ...body, recipient_phone },
	});

	it('is not sent for another number while CallCow may answer it with the first call', async () => {
		const { place, sent } = scripted([placed]);
		await place(3, withKey('one'));
		expect(failureOf(await place(3, withKey('other', ANN)))).toMatchObject({ placed: 'no' });
		expect(sent).toHaveLength(1);
	});

	it('is sent for another number when the first call was certainly not placed', async () => {
		const { place, sent } = scripted([answer(422), placed]);
		await place(3, withKey('one'));
		expect((await place(3, withKey('other', ANN))).kind).toBe('placed');
		expect(sent).toHaveLength(2);
	});

	it('is sent again for the same number, unless a result is waited for that goes elsewhere', async () => {
		const { place, sent } = scripted([placed, placed]);
		await place(3, withKey('one'));
		expect((await place(3, withKey('other'))).kind).toBe('placed');
		const waiting = { ...withKey('third'), isWaitedFor: true };
		expect(failureOf(await place(3, waiting))).toMatchObject({ placed: 'no' });
		expect(sent).toHaveLength(2);
	});

	it('is sent again by the call that has it, whose result is waited for', async () => {
		const { place, sent } = scripted([lost, placed]);
		expect((await place(3, { ...withKey('one'), isWaitedFor: true })).kind).toBe('placed');
		expect(sent).toHaveLength(2);
	});

	it('is sent for a result that is waited for when the first call may not have been placed', async () => {
		const { place, sent } = scripted([lost, placed]);
		await place(0, withKey('one'));
		expect((await place(3, { ...withKey('other'), isWaitedFor: true })).kind).toBe('placed');
		expect(sent).toHaveLength(2);
	});
});

describe('a rate limit', () => {
	it('makes the pauses longer from one to the next, and ends them after a while', async () => {
		const { place, sentAtMs, client } = scripted(Array.from({ length: 200 }, () => answer(429)));
		expect(failureOf(await place(10))).toMatchObject({ placed: 'no' });
		const times = sentAtMs();
		const pauses = times.slice(1).map((atMs, index) => atMs - times[index]!);
		expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
		expect(times.length).toBeLessThan(200);
		expect(client.waits.rateLimits).toBe(times.length);
	});

	it('holds back other calls too, also when the call that met it gives up', async () => {
		const { place, keeper } = scripted([answer(429, { retryAfter: '17' })]);
		await place(0);
		expect(keeper.pauseMs()).toBe(17_000);
	});

	it('is none when the answer is another one', async () => {
		const { place, keeper, client } = scripted([answer(503, { retryAfter: '17' })]);
		await place(0);
		expect(keeper.pauseMs()).toBe(0);
		expect(client.waits.rateLimits).toBe(0);
	});
});
