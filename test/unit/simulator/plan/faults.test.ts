import { aCall, receiver, started } from '../started';

const keyed = aCall({ idempotency_key: 'row-7' });

describe('the fault answer', () => {
	it('answers as told, before the call is made', async () => {
		const simulator = await started();
		simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 503,
			headers: { 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT', 'content-type': 'text/html' },
			body: '<h1>Back soon</h1>',
		});
		const answer = await simulator.place(keyed);
		expect(answer.status).toBe(503);
		expect(answer.headers.get('retry-after')).toBe('Thu, 15 Jan 2026 12:00:30 GMT');
		expect(answer.headers.get('content-type')).toBe('text/html');
		expect(answer.body).toBe('<h1>Back soon</h1>');
		expect(simulator.calls()).toEqual([]);
	});

	it('keeps nothing under the key when no call was made', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: false, status: 500 });
		await simulator.place(keyed);
		expect((await simulator.place(keyed)).status).toBe(200);
		expect(simulator.calls()).toHaveLength(1);
	});

	it('hides a call that was made, and a repeat with the key finds it', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: true, status: 500 });
		expect((await simulator.place(keyed)).status).toBe(500);
		expect(simulator.calls()).toHaveLength(1);
		const repeat = await simulator.place(keyed);
		expect(repeat.status).toBe(200);
		expect(repeat.body).toEqual({ success: true, workflow_id: 'id-2', call_id: 'id-1' });
		expect(simulator.calls()).toHaveLength(1);
	});

	it('makes one call however often it hides it', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: true, status: 502, times: 2 });
		const statuses = [];
		for (let i = 0; i < 3; i++) statuses.push((await simulator.place(keyed)).status);
		expect(statuses).toEqual([502, 502, 200]);
		expect(simulator.calls()).toHaveLength(1);
	});

	it.each([409, 410, 422, 429, 500])('says %i in the shape of the API', async (status) => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: false, status });
		const answer = await simulator.place(aCall());
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
		expect(answer.body).toEqual({ error: expect.any(String) });
	});

	it('may answer 200 with broken JSON', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: true, status: 200, body: '{"success":tr' });
		const answer = await simulator.place(aCall());
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
		expect(answer.body).toBe('{"success":tr');
	});

	it('may send a client elsewhere', async () => {
		const simulator = await started();
		const headers = { location: 'https://example.com/' };
		simulator.fault({ kind: 'answer', callMade: false, status: 307, headers });
		const answer = await simulator.place(aCall());
		expect(answer.status).toBe(307);
		expect(answer.headers.get('location')).toBe('https://example.com/');
		expect(answer.body).toBe('');
	});

	it('answers JSON of any shape', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: false, status: 200, body: { success: false } });
		expect((await simulator.place(aCall())).body).toEqual({ success: false });
	});
});

describe('the fault reset', () => {
	it.each([
		[false, 0],
		[true, 1],
	])('breaks the connection (call made: %s)', async (callMade, calls) => {
		const simulator = await started();
		simulator.fault({ kind: 'reset', callMade });
		await expect(simulator.place(keyed)).rejects.toMatchObject({
			cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
		});
		expect(simulator.calls()).toHaveLength(calls);
		expect((await simulator.place(keyed)).status).toBe(200);
		expect(simulator.calls()).toHaveLength(1);
		expect(simulator.requests().map(({ status }) => status)).toEqual([null, 200]);
	});
});

describe('the fault slow', () => {
	it('makes the call at once and answers later', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'slow', delayMs: 45_000 });
		const placed = simulator.nextCall();
		let answered = false;
		const answer = simulator.place(aCall()).finally(() => (answered = true));
		await placed;
		await simulator.advance(44_999);
		expect(answered).toBe(false);
		expect(simulator.calls()).toHaveLength(1);
		await simulator.advance(1);
		expect((await answer).status).toBe(200);
	});
});

describe('the faults of callbacks', () => {
	it('noCallback ends the call without delivering its result', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		simulator.fault({ kind: 'noCallback' });
		await simulator.place(aCall({ callback_url: url }));
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(3_600_000);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }]);
		expect(received.map(({ json }) => json)).toMatchObject([{ call_id: 'id-3' }]);
	});

	it('lateCallback delivers the result so much after the end of the call', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		simulator.fault({ kind: 'lateCallback', delayMs: 600_000 });
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(601_999);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }]);
		expect(received).toEqual([]);
		await simulator.advance(1);
		expect(received).toHaveLength(1);
	});

	it('goes together with a fault of the answer', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		simulator.fault([{ kind: 'noCallback' }, { kind: 'answer', callMade: true, status: 500 }]);
		expect((await simulator.place(aCall({ callback_url: url }))).status).toBe(500);
		await simulator.advance(2_000);
		expect(received).toEqual([]);
	});

	it('waits for a request that makes a call', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place({ ...keyed, callback_url: url });
		simulator.fault({ kind: 'noCallback' });
		await simulator.place({ ...keyed, callback_url: url });
		await simulator.advance(2_000);
		expect(received).toHaveLength(1);
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(received).toHaveLength(1);
	});
});

describe('Simulator.fault', () => {
	it('applies to the next request only, unless told how many times', async () => {
		const simulator = await started();
		simulator.fault([
			{ kind: 'answer', callMade: false, status: 500 },
			{ kind: 'answer', callMade: false, status: 422, times: 2 },
		]);
		const statuses = [];
		for (let i = 0; i < 4; i++) statuses.push((await simulator.place(aCall())).status);
		expect(statuses).toEqual([500, 422, 422, 200]);
	});

	it('applies to calls of one number only, when told which', async () => {
		const simulator = await started();
		const recipient = '+442079460958';
		simulator.fault({ kind: 'answer', callMade: false, status: 410, recipient });
		expect((await simulator.place(aCall())).status).toBe(200);
		expect((await simulator.place(aCall({ recipient_phone: recipient }))).status).toBe(410);
	});

	it('queues nothing of a list in which one is wrong', async () => {
		const simulator = await started();
		const bad = { kind: 'answer', callMade: false, status: 42 } as const;
		expect(() => simulator.fault([{ kind: 'reset', callMade: false }, bad])).toThrow(
			'Validation failed',
		);
		expect((await simulator.place(aCall())).status).toBe(200);
	});

	it('is undone by clearFaults', async () => {
		const simulator = await started();
		simulator.fault({ kind: 'answer', callMade: false, status: 500 });
		simulator.clearFaults();
		expect((await simulator.place(aCall())).status).toBe(200);
	});
});

describe('standing faults', () => {
	it('lose the answer to the first request of each call, and a repeat finds the call', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'lost' });
		for (const key of ['row-7', 'row-8']) {
			const request = aCall({ idempotency_key: key });
			await expect(simulator.place(request)).rejects.toThrow();
			expect((await simulator.place(request)).status).toBe(200);
		}
		expect(simulator.calls()).toHaveLength(2);
	});

	it('answer every request 500 and make no call', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'serverError' });
		for (let i = 0; i < 3; i++) expect((await simulator.place(keyed)).status).toBe(500);
		expect(simulator.calls()).toEqual([]);
	});

	it('answer ten seconds late', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'slow' });
		const placed = simulator.nextCall();
		let status = 0;
		const answer = simulator.place(keyed).then((given) => {
			status = given.status;
		});
		await placed;
		await simulator.advance(9_999);
		expect(status).toBe(0);
		await simulator.advance(1);
		await answer;
		expect(status).toBe(200);
	});

	it('hold results back', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		simulator.standingFaults({ callback: 'none' });
		for (let i = 0; i < 2; i++) await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(received).toEqual([]);
		expect(simulator.calls()).toMatchObject([
			{ outcome: 'answered', callback_fault: 'noCallback' },
			{ outcome: 'answered', callback_fault: 'noCallback' },
		]);
	});

	it('stay as they are where nothing is given, until they are switched off', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'serverError' });
		const changed = await simulator.ask('PUT', '/__simulator/standing-faults', {
			callback: 'none',
		});
		expect(changed.body).toEqual({ answer: 'serverError', callback: 'none' });
		simulator.standingFaults({ answer: 'normal' });
		expect((await simulator.place(keyed)).status).toBe(200);
	});

	it('come after the faults that wait', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'serverError' });
		simulator.fault({ kind: 'answer', callMade: false, status: 503 });
		expect((await simulator.place(keyed)).status).toBe(503);
		expect((await simulator.place(keyed)).status).toBe(500);
	});

	it('end with the others', async () => {
		const simulator = await started();
		simulator.standingFaults({ answer: 'serverError', callback: 'none' });
		simulator.clearFaults();
		expect(simulator.standingFaults()).toEqual({ answer: 'normal', callback: 'normal' });
	});
});
