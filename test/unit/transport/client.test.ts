import { createClient, type PlaceResult } from '../../../nodes/CallCow/transport/client';
import type { HttpReply, HttpRequest } from '../../../nodes/CallCow/transport/http';
import { RateLimitPause } from '../../../nodes/CallCow/transport/rateLimitPause';

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
const lost: HttpReply = { kind: 'noAnswer', reason: 'the connection broke off' };

/** A client whose time passes only in its own sleeps and in the answers of the script. */
function scripted(replies: Array<HttpReply | { reply: HttpReply; afterMs: number }>) {
	let nowMs = 0;
	const pause = new RateLimitPause();
	const sent: Array<{ request: HttpRequest; atMs: number }> = [];
	const abort = new AbortController();
	const client = createClient({
		async send(request) {
			sent.push({ request, atMs: nowMs });
			const next = replies.shift();
			if (next === undefined) throw new Error('The script has no further answer');
			if (!('reply' in next)) return next;
			nowMs += next.afterMs;
			return next.reply;
		},
		async sleep(delayMs, signal) {
			signal?.throwIfAborted();
			nowMs += delayMs;
		},
		pause,
		now: () => nowMs,
		random: () => 0,
		signal: abort.signal,
		secrets: ['ck_live_key', 'callback secret'],
	});
	return {
		pause,
		abort,
		sent,
		sentAtMs: () => sent.map(({ atMs }) => atMs),
		place: async (maxRetries = 3) => await client.placeCall(body, { ...limits, maxRetries }),
	};
}

const failureOf = (result: PlaceResult) => (result.ok ? undefined : result.failure);

describe('placeCall', () => {
	it('gives what CallCow answers', async () => {
		expect(await scripted([placed]).place()).toEqual({
			ok: true,
			call: { success: true, workflow_id: 'w', call_id: 'c' },
		});
	});

	it('takes a call without an ID for placed', async () => {
		const { place } = scripted([answer(200, { body: { success: true, workflow_id: 'w' } })]);
		expect(await place()).toMatchObject({ ok: true, call: { call_id: null, workflow_id: 'w' } });
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
		expect((await place()).ok).toBe(true);
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
			message: 'CallCow did not answer each of 3 times: the connection broke off',
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
		expect((await place(1)).ok).toBe(true);
		expect(sentAtMs()).toEqual([0, 60_000, 120_000, 180_000, 240_000, 300_000]);
	});

	it('holds every other call of the account back too', async () => {
		const { place, pause, sentAtMs } = scripted([placed]);
		pause.until(42_000);
		await place();
		expect(sentAtMs()).toEqual([42_000]);
	});

	it('gives up rather than repeat after a pause that outlasts the life of the key', async () => {
		const { place, pause, sentAtMs } = scripted([lost, placed]);
		const result = place();
		pause.until(290_000);
		expect(failureOf(await result)).toMatchObject({ placed: 'unknown' });
		expect(sentAtMs()).toEqual([0]);
	});

	it('never says that no call was placed once an earlier try may have placed it', async () => {
		const failure = failureOf(await scripted([lost, answer(401)]).place());
		expect(failure).toMatchObject({ status: 401, placed: 'unknown' });
		expect(failure?.description).toContain('may or may not have been placed');
	});

	it('sends nothing once the execution is cancelled', async () => {
		const { place, abort, sent } = scripted([lost, placed]);
		const result = place();
		abort.abort();
		await expect(result).rejects.toThrow();
		expect(sent).toHaveLength(1);
		await expect(place()).rejects.toThrow();
		expect(sent).toHaveLength(1);
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
