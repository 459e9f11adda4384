import fc from 'fast-check';
import {
	decideRetry,
	parseRetryAfter,
	RATE_LIMIT_WAIT_MS,
	RETRY_WINDOW_MS,
	type AttemptResult,
	type CallHistory,
} from '../../../nodes/CallCow/domain/retry';

const NOW = Date.parse('2026-03-30T12:00:00Z');
const fresh: CallHistory = { retries: 0, rateLimits: 0, rateLimitedMs: 0 };

const answer = (status: number, retryAfterMs?: number): AttemptResult => ({
	kind: 'answer',
	status,
	retryAfterMs,
	readable: status === 200,
});
const noAnswer: AttemptResult = { kind: 'noAnswer' };
const decide = (result: AttemptResult, history: Partial<CallHistory> = {}, maxRetries = 3) =>
	decideRetry(result, { ...fresh, ...history }, maxRetries, 0);

describe('decideRetry', () => {
	it.each([200, 300, 301, 307, 400, 401, 403, 404, 409, 410, 422, 499])(
		'never repeats after %d',
		(status) => {
			expect(decide(answer(status))).toEqual({ action: 'finish' });
		},
	);

	it.each([
		['500', answer(500)],
		['503', answer(503)],
		['no answer', noAnswer],
		['a 200 that cannot be read', { kind: 'answer', status: 200, readable: false } as const],
	])('repeats after %s', (_, result) => {
		expect(decide(result)).toEqual({
			action: 'retry',
			delayMs: 1_000,
			because: 'noProperAnswer',
		});
	});

	it('waits exactly as long as Retry-After says', () => {
		expect(decide(answer(429, 17_000))).toEqual({
			action: 'retry',
			delayMs: 17_000,
			because: 'rateLimit',
		});
	});

	it('backs off after a 429 that does not say how long', () => {
		expect(decide(answer(429))).toMatchObject({ delayMs: 1_000, because: 'rateLimit' });
		expect(decide(answer(429, 0))).toMatchObject({ delayMs: 1_000 });
		expect(decide(answer(429), { rateLimits: 3 })).toMatchObject({ delayMs: 8_000 });
	});

	it('waits at least as long as a 503 asks for', () => {
		expect(decide(answer(503, 30_000))).toMatchObject({
			delayMs: 30_000,
			because: 'noProperAnswer',
		});
	});

	it('does not count waits for the rate limit as retries', () => {
		expect(decide(answer(429, 1_000), { retries: 3 })).toMatchObject({ action: 'retry' });
		expect(decide(answer(500), { retries: 3 })).toEqual({ action: 'giveUp' });
	});

	it('gives up waiting for a rate limit that does not end', () => {
		expect(decide(answer(429, 60_000), { rateLimitedMs: RATE_LIMIT_WAIT_MS - 59_000 })).toEqual({
			action: 'giveUp',
		});
	});

	it('waits as long as it may, and not a millisecond longer', () => {
		const longest = { rateLimitedMs: RATE_LIMIT_WAIT_MS - 60_000 };
		expect(decide(answer(429, 60_000), longest)).toMatchObject({ delayMs: 60_000 });
		expect(decide(answer(429, 60_001), longest)).toEqual({ action: 'giveUp' });
		const last = { uncertainForMs: RETRY_WINDOW_MS - 60_000 };
		expect(decide(answer(503, 60_000), last)).toMatchObject({ delayMs: 60_000 });
		expect(decide(answer(503, 60_001), last)).toEqual({ action: 'giveUp' });
	});

	it('repeats nothing at all when Max Retries is 0', () => {
		expect(decide(answer(429, 1_000), {}, 0)).toEqual({ action: 'giveUp' });
		expect(decide(noAnswer, {}, 0)).toEqual({ action: 'giveUp' });
	});

	it('doubles the backoff and takes a random half of it away', () => {
		const delays = [0, 1, 2, 3, 9].map((retries) => {
			const [longest, shortest] = [0, 1].map((random) =>
				decideRetry(noAnswer, { ...fresh, retries }, 10, random),
			);
			return [longest, shortest].map((d) => (d?.action === 'retry' ? d.delayMs : undefined));
		});
		expect(delays).toEqual([
			[1_000, 500],
			[2_000, 1_000],
			[4_000, 2_000],
			[8_000, 4_000],
			[20_000, 10_000],
		]);
	});

	it('never lets a repeat leave after the window in which the key is safe', () => {
		const results = fc.oneof(
			fc.constant(noAnswer),
			fc.record({
				kind: fc.constant('answer' as const),
				status: fc.constantFrom(200, 429, 500, 503),
				retryAfterMs: fc.option(fc.nat({ max: 400_000 }), { nil: undefined }),
				readable: fc.boolean(),
			}),
		);
		const histories = fc.record({
			retries: fc.nat({ max: 10 }),
			rateLimitedMs: fc.nat({ max: RATE_LIMIT_WAIT_MS }),
			rateLimits: fc.nat({ max: 10 }),
			uncertainForMs: fc.nat({ max: 400_000 }),
		});
		fc.assert(
			fc.property(
				results,
				histories,
				fc.nat({ max: 10 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(result, history, maxRetries, random) => {
					const decision = decideRetry(result, history, maxRetries, random);
					if (decision.action !== 'retry') return;
					expect(history.uncertainForMs + decision.delayMs).toBeLessThanOrEqual(RETRY_WINDOW_MS);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it('ends well inside the five minutes in which CallCow knows the key', () => {
		expect(RETRY_WINDOW_MS).toBeLessThanOrEqual(4 * 60_000);
	});
});

describe('parseRetryAfter', () => {
	it.each([
		['0', 0],
		['120', 120_000],
		[' 5 ', 5_000],
		['Mon, 30 Mar 2026 12:01:00 GMT', 60_000],
		['Mon, 30 Mar 2026 11:00:00 GMT', 0],
		['-5', undefined],
		['1.5', undefined],
		['soon', undefined],
		['at 5', undefined],
		['', undefined],
		[undefined, undefined],
	])('reads %j as %j', (header, delayMs) => {
		expect(parseRetryAfter(header, undefined, NOW)).toBe(delayMs);
	});

	it("measures a date against the server's own clock when the answer tells it", () => {
		const anHourAhead = 'Mon, 30 Mar 2026 13:00:00 GMT';
		const header = 'Mon, 30 Mar 2026 13:00:42 GMT';
		expect(parseRetryAfter(header, anHourAhead, NOW)).toBe(42_000);
		expect(parseRetryAfter(header, 'some day', NOW)).toBe(3_642_000);
	});
});
