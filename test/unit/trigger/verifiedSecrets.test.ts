import { VERIFIED_FOR_MS, VerifiedSecrets } from '../../../nodes/CallCow/trigger/verifiedSecrets';

describe('VerifiedSecrets', () => {
	it('knows a secret again for ten seconds, and no other one', () => {
		const secrets = new VerifiedSecrets();
		expect(secrets.has('trigger', 'right', 0)).toBe(false);
		secrets.remember('trigger', 'right', 0);
		expect(secrets.has('trigger', 'right', VERIFIED_FOR_MS - 1)).toBe(true);
		expect(secrets.has('trigger', 'wrong', 1)).toBe(false);
		expect(secrets.has('trigger', '', 1)).toBe(false);
		expect(secrets.has('trigger', 'right', VERIFIED_FOR_MS)).toBe(false);
	});

	it('keeps the receivers apart', () => {
		const secrets = new VerifiedSecrets();
		secrets.remember('one', 'of one', 0);
		secrets.remember('other', 'of the other', 0);
		expect(secrets.has('other', 'of one', 1)).toBe(false);
		expect(secrets.has('one', 'of one', 1)).toBe(true);
	});

	it('holds the last secret of a receiver only', () => {
		const secrets = new VerifiedSecrets();
		secrets.remember('trigger', 'old', 0);
		secrets.remember('trigger', 'new', 1);
		expect(secrets.has('trigger', 'old', 2)).toBe(false);
		expect(secrets.has('trigger', 'new', VERIFIED_FOR_MS)).toBe(true);
	});

	it('forgets what is over, and nothing that is not', () => {
		const secrets = new VerifiedSecrets();
		secrets.remember('a', 's', 0);
		secrets.remember('b', 's', 1);
		// Remembered anew: it is no longer the oldest.
		secrets.remember('a', 's', 2);
		secrets.remember('c', 's', VERIFIED_FOR_MS + 1);
		expect(secrets.has('b', 's', VERIFIED_FOR_MS + 1)).toBe(false);
		expect(secrets.has('a', 's', VERIFIED_FOR_MS + 1)).toBe(true);
	});
});
