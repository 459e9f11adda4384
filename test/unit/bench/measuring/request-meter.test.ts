import { meterRequests } from '../../../../bench/measuring/request-meter';
import { startSimulator, type Simulator } from '../../../../simulator/server';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ requestsPerMinute: 1 });
});

afterEach(async () => {
	await simulator.close();
});

const place = async (phone: string, { baseUrl, apiKey } = simulator) =>
	await fetch(`${baseUrl}/call-prompt`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({ prompt: 'Confirm the appointment', recipient_phone: phone }),
	});

describe('meterRequests', () => {
	it('sees requests that were let through and those that were refused', async () => {
		const meter = meterRequests(simulator.port);
		await (await place('+14155552671')).text();
		await (await place('+442079460958')).text();
		meter.stop();

		expect(meter.requests().map(({ status }) => status)).toEqual([200, 429]);
		for (const { startedAtMs, endedAtMs } of meter.requests()) {
			expect(endedAtMs).toBeGreaterThanOrEqual(startedAtMs);
		}
	});

	it('has no status for a request that was not answered', async () => {
		const meter = meterRequests(simulator.port);
		simulator.fault({ kind: 'reset', callMade: true });
		await expect(place('+14155552671')).rejects.toThrow();
		meter.stop();

		expect(meter.requests().map(({ status }) => status)).toEqual([null]);
	});

	it('sees neither other servers nor other requests', async () => {
		const other = await startSimulator();
		const meter = meterRequests(simulator.port);
		await (await place('+14155552671', other)).text();
		await (await fetch(`${simulator.baseUrl}/workflows`)).text();
		meter.stop();
		await other.close();

		expect(meter.requests()).toEqual([]);
	});

	it('sees nothing after it was stopped', async () => {
		const meter = meterRequests(simulator.port);
		meter.stop();
		await (await place('+14155552671')).text();

		expect(meter.requests()).toEqual([]);
	});
});
