import { nodeRunOf, type Observation } from '../../../../bench/measured/place/node-run';

const start = Date.UTC(2026, 0, 15, 12);

const observed = (change: Partial<Observation> = {}): Observation => ({
	phones: ['+14155552671', '+442079460958'],
	phoned: ['+14155552671', '+442079460958'],
	requests: [
		{ startedAtMs: start + 20, endedAtMs: start + 70, status: 200 },
		{ startedAtMs: start + 21, endedAtMs: start + 71, status: 200 },
	],
	node: { startedAtMs: start + 10, endedAtMs: start + 90 },
	execution: { startedAtMs: start, endedAtMs: start + 100 },
	ending: 'success',
	simulatorBusyMs: 20,
	memory: [],
	...change,
});

describe('nodeRunOf', () => {
	it('takes the times from what n8n has stored', () => {
		expect(nodeRunOf(observed())).toMatchObject({ nodeMs: 80, executionMs: 100 });
	});

	it('counts requests that waited side by side', () => {
		expect(nodeRunOf(observed()).mostInFlight).toBe(2);
	});

	it('counts people whom nobody phoned, and second calls, apart', () => {
		const phoned = ['+14155552671', '+14155552671'];

		expect(nodeRunOf(observed({ phoned }))).toMatchObject({ notPlaced: 1, doubles: 1 });
	});

	it('gives the rise of memory while the node ran, in megabytes', () => {
		const memory = [
			{ atMs: start + 5, kilobytes: 300 * 1_024 },
			{ atMs: start + 50, kilobytes: 340 * 1_024 },
			{ atMs: start + 95, kilobytes: 900 * 1_024 },
		];

		expect(nodeRunOf(observed({ memory })).memoryMegabytes).toBe(40);
	});

	it('knows nothing of memory that was not watched', () => {
		expect(nodeRunOf(observed()).memoryMegabytes).toBeUndefined();
	});

	it('relates how long the simulator was busy to the time of the node', () => {
		expect(nodeRunOf(observed()).simulatorBusy).toBe(0.25);
	});
});
