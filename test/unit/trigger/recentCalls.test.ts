import { contentOf } from '../../../nodes/CallCow/domain/deliveryContent';
import {
	DUPLICATE_WINDOW_MS,
	MOST_RECENT_CALLS,
	RecentCalls,
} from '../../../nodes/CallCow/trigger/recentCalls';

const thin = contentOf({}, 'unknown');
const full = contentOf({ call_summary: 'She will come.' }, 'answered');

describe('RecentCalls', () => {
	it('knows a call again for ten minutes', () => {
		const calls = new RecentCalls();
		expect(calls.isNews('a', full, 0)).toBe(true);
		expect(calls.isNews('a', full, 1)).toBe(false);
		expect(calls.isNews('b', full, 1)).toBe(true);
		expect(calls.isNews('a', full, DUPLICATE_WINDOW_MS - 1)).toBe(false);
		expect(calls.isNews('a', full, DUPLICATE_WINDOW_MS)).toBe(true);
	});

	it('does not keep a call longer because it arrives again', () => {
		const calls = new RecentCalls();
		calls.isNews('a', thin, 0);
		calls.isNews('a', full, DUPLICATE_WINDOW_MS - 1);
		expect(calls.isNews('a', full, DUPLICATE_WINDOW_MS)).toBe(true);
	});

	it('passes on what says more than before, once', () => {
		const calls = new RecentCalls();
		expect([thin, full, full, thin].map((content) => calls.isNews('a', content, 0))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});

	it('takes what different deliveries have said together', () => {
		const calls = new RecentCalls();
		const summary = contentOf({ call_summary: 'She will come.' }, 'unknown');
		const fills = contentOf({ form_fills: [{ name: 'day', value: 'Monday' }] }, 'unknown');
		expect(
			[summary, fills, summary, fills].map((content) => calls.isNews('a', content, 0)),
		).toEqual([true, true, false, false]);
	});

	it('forgets the oldest calls when there are very many', () => {
		const calls = new RecentCalls();
		for (let call = 0; call < MOST_RECENT_CALLS; call++) calls.isNews(`${call}`, full, call);
		expect(calls.isNews('1', full, MOST_RECENT_CALLS)).toBe(false);
		expect(calls.isNews('one more', full, MOST_RECENT_CALLS)).toBe(true);
		expect(calls.isNews('0', full, MOST_RECENT_CALLS)).toBe(true);
	});
});
