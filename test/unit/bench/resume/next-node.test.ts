import { receiveNextNodes } from '../../../../bench/measured/resume/next-node';

describe('receiveNextNodes', () => {
	it('keeps who has arrived with which result, and when', async () => {
		const receiver = await receiveNextNodes();
		const beforeMs = performance.now();
		try {
			const body = JSON.stringify({ executionId: '7', callId: 'call 7' });
			expect((await fetch(receiver.url, { method: 'POST', body })).status).toBe(200);

			const [arrival] = receiver.arrivals();
			expect(arrival).toMatchObject({ executionId: '7', callId: 'call 7' });
			expect(arrival!.atMs).toBeGreaterThanOrEqual(beforeMs);
			expect(arrival!.atMs).toBeLessThanOrEqual(performance.now());
		} finally {
			await receiver.close();
		}
	});
});
