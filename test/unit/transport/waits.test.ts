import { Waits } from '../../../nodes/CallCow/transport/waits';

describe('Waits', () => {
	it('adds up what was waited one after the other, in seconds', () => {
		const waits = new Waits();
		waits.note('pace', 0, 2_000);
		waits.note('pace', 5_000, 8_400);
		expect(waits.seconds('pace')).toBe(5);
	});

	it('counts once what calls have waited side by side', () => {
		const waits = new Waits();
		waits.note('rateLimit', 0, 10_000);
		waits.note('rateLimit', 1_000, 10_000);
		waits.note('rateLimit', 4_000, 12_000);
		expect(waits.seconds('rateLimit')).toBe(12);
	});

	it('tells the reasons apart', () => {
		const waits = new Waits();
		waits.note('rateLimit', 0, 10_000);
		waits.note('pace', 0, 3_000);
		expect([waits.seconds('rateLimit'), waits.seconds('pace')]).toEqual([10, 3]);
	});

	it('counts nothing for a wait that was none', () => {
		const waits = new Waits();
		waits.note('pace', 5_000, 5_000);
		waits.note('rateLimit', 5_000, 4_000);
		expect([waits.seconds('rateLimit'), waits.seconds('pace'), waits.rateLimits]).toEqual([
			0, 0, 0,
		]);
	});
});
