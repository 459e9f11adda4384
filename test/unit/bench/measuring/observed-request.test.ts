import { mostInFlight, type ObservedRequest } from '../../../../bench/measuring/observed-request';

const request = (startedAtMs: number, endedAtMs: number): ObservedRequest => ({
	startedAtMs,
	endedAtMs,
	status: 200,
});

describe('mostInFlight', () => {
	it('finds the most requests that were in flight at one time', () => {
		const requests = [request(0, 100), request(50, 150), request(90, 95), request(200, 300)];

		expect(mostInFlight(requests)).toBe(3);
	});

	it('takes a request that ends when another starts as not beside it', () => {
		expect(mostInFlight([request(0, 100), request(100, 200)])).toBe(1);
	});

	it('is none without requests', () => {
		expect(mostInFlight([])).toBe(0);
	});
});
