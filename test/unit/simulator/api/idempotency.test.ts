import { aCall, started } from '../started';

const keyed = aCall({ idempotency_key: 'row-7' });

describe('idempotency_key', () => {
	it('gets the stored answer a second time, without a second call', async () => {
		const simulator = await started();
		const first = await simulator.place(keyed);
		const second = await simulator.place(keyed);
		expect(second.status).toBe(200);
		expect(second.body).toEqual(first.body);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('is good for five minutes from the first request', async () => {
		const simulator = await started();
		const first = await simulator.place(keyed);
		await simulator.advance(299_999);
		expect((await simulator.place(keyed)).body).toEqual(first.body);
		await simulator.advance(1);
		expect((await simulator.place(keyed)).body).not.toEqual(first.body);
		expect(simulator.calls()).toHaveLength(2);
	});

	it('finds the call whatever else the repeat says', async () => {
		const simulator = await started();
		const first = await simulator.place(keyed);
		const second = await simulator.place({ ...keyed, prompt: 'Something else' });
		expect(second.body).toEqual(first.body);
	});

	it('makes two calls under two keys, and two without any', async () => {
		const simulator = await started();
		await simulator.place(aCall({ idempotency_key: 'row-8' }));
		await simulator.place(aCall({ idempotency_key: 'row-9' }));
		await simulator.place(aCall());
		await simulator.place(aCall());
		expect(simulator.calls()).toHaveLength(4);
	});

	it('makes one call of many requests at once', async () => {
		const simulator = await started();
		const answers = await Promise.all(Array.from({ length: 20 }, () => simulator.place(keyed)));
		expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('gives a repeat the answer that the first request still waits for', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'slow', delayMs: 5_000 });
		const placed = simulator.nextCall();
		const first = simulator.place(keyed);
		await placed;
		const second = await simulator.place(keyed);
		await simulator.advance(5_000);
		expect((await first).body).toEqual(second.body);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('is not used up by a request that was refused', async () => {
		const simulator = await started();
		await simulator.place({ ...keyed, recipient_phone: 'nobody' });
		expect((await simulator.place(keyed)).status).toBe(200);
	});

	it('is remembered as long as the simulator is told', async () => {
		const simulator = await started({ idempotencyWindowMs: 1_000 });
		await simulator.place(keyed);
		await simulator.advance(999);
		await simulator.place(keyed);
		expect(simulator.calls()).toHaveLength(1);
		await simulator.advance(1);
		await simulator.place(keyed);
		expect(simulator.calls()).toHaveLength(2);
	});
});
