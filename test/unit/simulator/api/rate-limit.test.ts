import { RateLimit } from '../../../../simulator/api/rate-limit';
import { aCall, started } from '../started';

describe('RateLimit', () => {
	it('lets through as many requests a minute as it was told', () => {
		const limit = new RateLimit(2);
		expect([0, 1, 2].map((now) => limit.admit(now).allowed)).toEqual([true, true, false]);
	});

	it('lets one more through as soon as the oldest is a minute old', () => {
		const limit = new RateLimit(2);
		limit.admit(0);
		limit.admit(30_000);
		expect(limit.admit(59_999).allowed).toBe(false);
		expect(limit.admit(60_000).allowed).toBe(true);
		expect(limit.admit(60_001).allowed).toBe(false);
	});

	it.each([
		[0, 60],
		[1, 60],
		[1_000, 59],
		[59_999, 1],
	])('says after %i ms to retry in %i seconds', (now, retryAfterSeconds) => {
		const limit = new RateLimit(1);
		limit.admit(0);
		expect(limit.admit(now)).toEqual({ allowed: false, retryAfterSeconds });
	});

	it('does not count what it refused', () => {
		const limit = new RateLimit(1);
		limit.admit(0);
		limit.admit(59_000);
		expect(limit.admit(60_000).allowed).toBe(true);
	});
});

describe('the pace of POST /api/call-prompt', () => {
	it('is 60 requests a minute unless told otherwise', async () => {
		const simulator = await started();
		const answers = await Promise.all(Array.from({ length: 61 }, () => simulator.place(aCall())));
		const statuses = answers.map(({ status }) => status).sort();
		expect(statuses).toEqual([...Array<number>(60).fill(200), 429]);
		expect(simulator.calls()).toHaveLength(60);
	});

	it('says in Retry-After when a request will pass', async () => {
		const simulator = await started({ requestsPerMinute: 1 });
		await simulator.place(aCall());
		await simulator.advance(17_500);
		const refused = await simulator.place(aCall());
		expect(refused.status).toBe(429);
		expect(refused.headers.get('retry-after')).toBe('43');
		expect(refused.body).toEqual({ error: expect.any(String) });
		await simulator.advance(43_000);
		expect((await simulator.place(aCall())).status).toBe(200);
	});

	it('counts requests with a wrong body, and not those with a wrong key', async () => {
		const simulator = await started({ requestsPerMinute: 1 });
		await simulator.place(aCall(), { authorization: 'Bearer ck_live_other' });
		expect((await simulator.place({})).status).toBe(400);
		expect((await simulator.place(aCall())).status).toBe(429);
	});
});
