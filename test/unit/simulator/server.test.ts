import { isLoopback, newApiKey, startSimulator } from '../../../simulator/server';
import { realClock } from '../../../simulator/clock';
import type { SimulatorEvent } from '../../../simulator/records';
import { aCall, nextCall, receiver, started } from './started';

describe('startSimulator', () => {
	it('listens on this machine only, on a port that was free', async () => {
		const simulator = await started();
		expect(simulator.origin).toBe(`http://127.0.0.1:${simulator.port}`);
		expect(simulator.baseUrl).toBe(`${simulator.origin}/api`);
	});

	it('makes up a key of the usual form', async () => {
		const simulator = await started();
		expect(simulator.apiKey).toMatch(/^ck_live_[0-9a-f]{32}$/);
		expect(newApiKey()).not.toBe(newApiKey());
	});

	it('rejects when the port is taken', async () => {
		const { port } = await started();
		await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	it('tells of what happens, in order', async () => {
		const events: SimulatorEvent[] = [];
		const { url } = await receiver();
		const simulator = await started({ onEvent: (event) => void events.push(event) });
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		await simulator.place({});
		simulator.fault({ kind: 'answer', callMade: false, status: 500 });
		await simulator.place(aCall());
		expect(events).toMatchObject([
			{ type: 'callPlaced', call: { call_id: 'id-1', outcome: null } },
			{ type: 'callEnded', call: { call_id: 'id-1', outcome: 'answered' } },
			{ type: 'deliveryDone', delivery: { call_id: 'id-1', status: 200 } },
			{ type: 'requestRefused', status: 400 },
			{ type: 'faultMet', kind: 'answer' },
		]);
	});
});

describe('Simulator.subscribe', () => {
	it('tells of events until that is ended', async () => {
		const simulator = await started();
		const listener = jest.fn();
		const unsubscribe = simulator.subscribe(listener);
		await simulator.place(aCall());
		unsubscribe();
		await simulator.place(aCall());
		expect(listener).toHaveBeenCalledTimes(1);
	});
});

describe('Simulator.waitForDelivery', () => {
	it('resolves with a delivery that is already over', async () => {
		const { url } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(await simulator.waitForDelivery()).toMatchObject({ call_id: 'id-1' });
	});

	it('waits for the one that fits', async () => {
		const { url } = await receiver();
		const simulator = await started();
		const waiting = simulator.waitForDelivery(({ call_id: id }) => id === 'id-3');
		await simulator.place(aCall({ callback_url: url }));
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(await waiting).toMatchObject({ call_id: 'id-3' });
	});

	it('rejects when none fits in time', async () => {
		const simulator = await started();
		await expect(simulator.waitForDelivery(() => false, 10)).rejects.toThrow('within 10 ms');
	});
});

describe('Simulator.close', () => {
	it('stops listening, with calls, deliveries and answers underway', async () => {
		const { url, received } = await receiver(() => null);
		const simulator = await startSimulator({ clock: realClock(), allowPrivateCallbacks: true });
		const headers = { authorization: `Bearer ${simulator.apiKey}` };
		const place = async () =>
			await fetch(`${simulator.baseUrl}/call-prompt`, {
				method: 'POST',
				headers,
				body: JSON.stringify(aCall({ callback_url: url })),
			});
		await place();
		await place();
		const callId = simulator.calls()[0]?.call_id ?? '';
		const decided = simulator.decide(callId, { outcome: 'busy' });
		simulator.fault({ kind: 'slow', delayMs: 60_000 });
		const placed = nextCall(simulator);
		const slow = place().catch(() => null);
		await placed;
		await simulator.close();
		expect(await decided).toMatchObject({ status: null });
		await slow;
		await expect(place()).rejects.toThrow();
		expect(received.length).toBeLessThanOrEqual(1);
	});
});

describe('isLoopback', () => {
	it.each(['127.0.0.1', '127.0.0.53', 'localhost', '::1'])('knows %s', (host) => {
		expect(isLoopback(host)).toBe(true);
	});

	it.each(['0.0.0.0', '::', '192.168.1.4', '127.example.com'])(
		'does not take %s for it',
		(host) => {
			expect(isLoopback(host)).toBe(false);
		},
	);
});
