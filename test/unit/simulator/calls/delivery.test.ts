import { realClock } from '../../../../simulator/clock';
import { aCall, receiver, started } from '../started';

describe('the delivery of a result', () => {
	it('is one POST of JSON when the call ends', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		expect(received).toEqual([]);
		await simulator.advance(2_000);
		expect(received).toMatchObject([
			{ method: 'POST', path: '/results', json: { call_id: 'id-1' } },
		]);
		expect(received[0]?.headers['content-type']).toBe('application/json');
	});

	it('carries the secret as a Bearer token', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url, callback_secret: 's3cret' }));
		await simulator.advance(2_000);
		expect(received[0]?.headers.authorization).toBe('Bearer s3cret');
	});

	it('carries no Authorization when there is no secret', async () => {
		const { url, received } = await receiver();
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(received[0]?.headers).not.toHaveProperty('authorization');
	});

	it('is recorded with what the receiver answered, and without the secret', async () => {
		const { url } = await receiver(() => ({ status: 202, body: 'thanks' }));
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url, callback_secret: 's3cret' }));
		await simulator.advance(2_000);
		expect(simulator.deliveries()).toEqual([
			{
				id: 'id-3',
				call_id: 'id-1',
				workflow_id: 'id-2',
				recipient_phone: '+14155552671',
				url,
				resent: false,
				sent_at: '2026-01-15T12:00:02.000Z',
				request_headers: {
					authorization: 'Bearer [hidden]',
					connection: 'close',
					'content-type': 'application/json',
					'user-agent': 'callcow-simulator',
				},
				request_body: expect.stringContaining('"call_status":"success"'),
				status: 202,
				response_body: 'thanks',
				duration_ms: 0,
				error: null,
			},
		]);
		expect(JSON.stringify(simulator.deliveries())).not.toContain('s3cret');
	});

	it('is not made when the call has no callback URL', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		await simulator.advance(2_000);
		expect(simulator.deliveries()).toEqual([]);
	});

	it('is not tried again when the receiver answers 500', async () => {
		const { url, received } = await receiver(() => ({ status: 500 }));
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(3_600_000);
		expect(received).toHaveLength(1);
		expect(simulator.deliveries()).toMatchObject([{ status: 500, response_body: '' }]);
	});

	it('follows no redirect', async () => {
		const elsewhere = await receiver();
		const { url } = await receiver(() => ({ status: 307, headers: { location: elsewhere.url } }));
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(elsewhere.received).toEqual([]);
		expect(simulator.deliveries()).toMatchObject([{ status: 307 }]);
	});

	it('says why when the receiver breaks the connection', async () => {
		const { url } = await receiver(() => 'break');
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(simulator.deliveries()).toMatchObject([
			{
				status: null,
				response_body: null,
				error: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/),
			},
		]);
	});

	it('gives up when the receiver takes longer than the limit', async () => {
		const { url } = await receiver(() => null);
		const simulator = await started({ deliveryTimeLimitMs: 40 });
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(simulator.deliveries()).toMatchObject([
			{ status: null, error: 'no complete response within 0.04 seconds' },
		]);
	});

	it('keeps only the beginning of a long answer', async () => {
		const { url } = await receiver(() => ({ status: 200, body: 'x'.repeat(1_000_000) }));
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(simulator.deliveries()[0]?.response_body).toHaveLength(16_384);
	});

	it('of calls that end together goes out together', async () => {
		let waiting = 0;
		let release = () => {};
		const both = new Promise<void>((resolve) => (release = resolve));
		const { url } = await receiver(() => {
			if (++waiting === 2) release();
			return { status: 200 };
		});
		const simulator = await started();
		await simulator.place(aCall({ callback_url: url }));
		await simulator.place(aCall({ callback_url: url }));
		await Promise.all([simulator.advance(2_000), both]);
		expect(simulator.deliveries()).toHaveLength(2);
	});

	it('happens by itself in real time', async () => {
		const { url, received } = await receiver();
		const simulator = await started({
			clock: realClock(),
			script: { default: { outcome: 'answered', afterMs: 5 } },
		});
		await simulator.place(aCall({ callback_url: url }));
		await simulator.waitForDelivery();
		expect(received).toHaveLength(1);
	});

	it('comes at once in real time that is advanced', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ clock: realClock() });
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		expect(received).toHaveLength(1);
	});
});
