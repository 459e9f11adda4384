import { nonceOf } from '../../../nodes/CallCow/actions/call/waiting';

describe('nonceOf', () => {
	// Computed with Python: a run that n8n repeats has to find the callback of its first try.
	it('gives the known answer for a known call', () => {
		expect(nonceOf({ identity: 'n8n-7031bfe69170471e7dfffef310820255b5b51775' })).toBe(
			'x996V4hb5koHebSNvN-rhU',
		);
	});

	it('differs with the call', () => {
		expect(nonceOf({ identity: 'n8n-1' })).not.toBe(nonceOf({ identity: 'n8n-2' }));
	});
});
