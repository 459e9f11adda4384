import { DUPLICATE_WINDOW_MS, RecentCalls } from '../../../nodes/CallCow/trigger/recentCalls';

describe('RecentCalls', () => {
	it('knows a call again for ten minutes', () => {
		const calls = new RecentCalls();
		expect(calls.isFirst('a', 0)).toBe(true);
		expect(calls.isFirst('a', 1)).toBe(false);
		expect(calls.isFirst('b', 1)).toBe(true);
		expect(calls.isFirst('a', DUPLICATE_WINDOW_MS - 1)).toBe(false);
		expect(calls.isFirst('a', DUPLICATE_WINDOW_MS)).toBe(true);
	});

	it('does not keep a call longer because it arrives again', () => {
		const calls = new RecentCalls();
		calls.isFirst('a', 0);
		calls.isFirst('a', DUPLICATE_WINDOW_MS - 1);
		expect(calls.isFirst('a', DUPLICATE_WINDOW_MS)).toBe(true);
	});
});
