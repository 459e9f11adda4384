import { Settings } from 'luxon';
import { dayAt, daysBefore, explainFullDay } from '../../../nodes/CallCow/domain/callsPerDay';

const explain = (iso: string, zone: string) => explainFullDay(100, Date.parse(iso), zone);

describe('dayAt', () => {
	it('is the calendar day of the time zone', () => {
		expect(dayAt(Date.parse('2026-03-31T03:59:59Z'), 'America/New_York')).toBe('2026-03-30');
		expect(dayAt(Date.parse('2026-03-31T04:00:00Z'), 'America/New_York')).toBe('2026-03-31');
	});
});

describe('daysBefore', () => {
	it('gives the days before one, the latest first, over months and leap days', () => {
		expect(daysBefore('2024-03-02', 3)).toEqual(['2024-03-01', '2024-02-29', '2024-02-28']);
	});

	describe('on a machine whose time zone has left a day out', () => {
		beforeEach(() => {
			Settings.defaultZone = 'Pacific/Apia';
		});
		afterEach(() => {
			Settings.defaultZone = 'system';
		});

		it('gives that day, too, because other time zones have it', () => {
			expect(daysBefore('2011-12-31', 2)).toEqual(['2011-12-30', '2011-12-29']);
		});
	});
});

describe('explainFullDay', () => {
	it('says how many calls are allowed, and when the next day begins', () => {
		const { message, description, callableAt } = explain(
			'2026-03-30T22:30:00Z',
			'America/New_York',
		);
		expect(message).toBe(
			"This node has reached 'Maximum Calls per Day' (100) for today: the next day begins on Tuesday, March 31, 2026 at 00:00 (America/New_York)",
		);
		expect(callableAt).toBe('2026-03-31T00:00:00-04:00');
		expect(description).toContain('2026-03-31T00:00:00-04:00');
		expect(description).toContain("raise 'Maximum Calls per Day' under Options");
	});

	it.each([
		// The night in which the clocks go back.
		['2026-10-24T23:30:00+02:00', 'Europe/Berlin', '2026-10-25T00:00:00+02:00'],
		['2026-10-25T23:30:00+01:00', 'Europe/Berlin', '2026-10-26T00:00:00+01:00'],
		// A day that has no midnight: the clocks go from 23:59 to 01:00.
		['2023-04-27T12:00:00+02:00', 'Africa/Cairo', '2023-04-28T01:00:00+03:00'],
		// A day that is left out altogether.
		['2011-12-29T12:00:00-10:00', 'Pacific/Apia', '2011-12-31T00:00:00+14:00'],
	])('knows that after %s in %s the next day begins at %s', (now, zone, next) => {
		const { callableAt } = explain(now, zone);
		expect(callableAt).toBe(next);
		expect(dayAt(Date.parse(callableAt), zone)).not.toBe(dayAt(Date.parse(now), zone));
		expect(dayAt(Date.parse(callableAt) - 1, zone)).toBe(dayAt(Date.parse(now), zone));
	});
});
