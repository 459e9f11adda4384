import type { ObservedRequest } from '../../../../bench/measuring/observed-request';
import { measure, type Observation } from '../../../../bench/measured/rate-limit/measurement';

const start = Date.UTC(2026, 0, 15, 12);

const request = (fromMs: number, toMs: number, status: number | null = 200): ObservedRequest => ({
	startedAtMs: start + fromMs,
	endedAtMs: start + toMs,
	status,
});

const call = (phone: string, atMs = 0) => ({ phone, placedAtMs: start + atMs });

const observed = (change: Partial<Observation> = {}): Observation => ({
	phones: ['+14155552671', '+442079460958'],
	calls: [call('+14155552671'), call('+442079460958')],
	requests: [request(0, 3_000), request(0, 3_000)],
	executions: [{ status: 'success', startedAtMs: start - 500, endedAtMs: start + 3_100 }],
	...change,
});

describe('measure', () => {
	it('counts people whom nobody phoned', () => {
		const { placed, notPlaced } = measure(observed({ calls: [call('+14155552671')] }));

		expect({ placed, notPlaced }).toEqual({ placed: 1, notPlaced: 1 });
	});

	it('counts second calls to a number, not instead of those that are missing', () => {
		const calls = [call('+14155552671'), call('+14155552671', 10)];

		const { placed, notPlaced, doubles } = measure(observed({ calls }));

		expect({ placed, notPlaced, doubles }).toEqual({ placed: 2, notPlaced: 1, doubles: 1 });
	});

	it('counts answers with status 429 among the requests', () => {
		const requests = [request(0, 3_000), request(5, 6, 429), request(7, 9, null)];

		const measurement = measure(observed({ requests }));

		expect(measurement).toMatchObject({ requests: 3, rateLimited: 1 });
	});

	it('measures from the first request to the last answer, in whatever order they ended', () => {
		const requests = [request(200, 900), request(0, 3_040), request(100, 500)];

		expect(measure(observed({ requests })).requestSeconds).toBe(3);
	});

	it('measures from the first start to the last end of all executions', () => {
		const executions = [
			{ status: 'success', startedAtMs: start, endedAtMs: start + 2_000 },
			{ status: 'error', startedAtMs: start + 1_000, endedAtMs: start + 4_500 },
		];

		expect(measure(observed({ executions }))).toMatchObject({
			executionSeconds: 4.5,
			endings: ['success', 'error'],
		});
	});

	it('counts the calls that were placed by each second after the first request', () => {
		const calls = [call('+14155552671', 0), call('+442079460958', 1_500)];

		expect(measure(observed({ calls })).placedBySecond).toEqual([1, 1, 2]);
	});

	it('measures nothing of a list that no request left for', () => {
		expect(measure(observed({ calls: [], requests: [] }))).toMatchObject({
			requestSeconds: 0,
			notPlaced: 2,
			mostInFlight: 0,
			placedBySecond: [0],
		});
	});
});
