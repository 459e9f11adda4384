import type { Measurement } from '../../../../bench/measured/rate-limit/measurement';

/** What is measured of 120 calls that go as well as they can, with the changes that a test is about. */
export const measured = (change: Partial<Measurement> = {}): Measurement => ({
	executionSeconds: 63,
	requestSeconds: 63,
	placed: 120,
	notPlaced: 0,
	doubles: 0,
	requests: 120,
	rateLimited: 0,
	mostInFlight: 30,
	endings: ['success'],
	placedBySecond: [60, 120],
	...change,
});
