import { nonceOf } from '../../../nodes/CallCow/actions/call/waiting';

const request = {
	body: { prompt: 'Confirm', recipient_phone: '+14155552671', idempotency_key: 'key-1' },
	limits: { timeoutSeconds: 60, maxRetries: 3 },
};

describe('nonceOf', () => {
	// Computed with Python: a run that n8n repeats has to find the callback of its first try.
	it.each([
		[0, 'T5ntNJMDrZ0LoU_EntiNMS'],
		[1, 'dEG8_VWx6B8uiiSuOUkr4l'],
		['call_abc123', '0UNNo9XZB39A6fsFiH9CPq'],
	])('gives the known answer for run %j', (run, nonce) => {
		expect(nonceOf(request, run)).toBe(nonce);
	});

	it('differs with the idempotency key', () => {
		const other = { ...request, body: { ...request.body, idempotency_key: 'key-2' } };
		expect(nonceOf(other, 0)).not.toBe(nonceOf(request, 0));
	});
});
