import { periodAt } from '../../../nodes/CallCow/domain/callOnce';

const day = (iso: string, zone: string) => periodAt('perDay', Date.parse(iso), zone);
const week = (iso: string, zone = 'UTC') => periodAt('perWeek', Date.parse(iso), zone);

describe('periodAt', () => {
	it.each([
		['2026-03-30T23:59:59Z', 'UTC', '2026-03-30'],
		['2026-03-31T00:00:00Z', 'UTC', '2026-03-31'],
		['2026-03-31T03:59:59Z', 'America/New_York', '2026-03-30'],
		['2026-03-31T04:00:00Z', 'America/New_York', '2026-03-31'],
		['2026-03-30T22:00:00Z', 'Europe/Berlin', '2026-03-31'],
		['2026-03-30T10:00:00Z', 'Pacific/Kiritimati', '2026-03-31'],
		['2026-03-31T10:59:59Z', 'Pacific/Pago_Pago', '2026-03-30'],
	])('gives the calendar day of %s in %s', (iso, zone, expected) => {
		expect(day(iso, zone)).toBe(expected);
	});

	it('gives one day for the 23 and the 25 hours of a daylight saving change', () => {
		const zone = 'America/New_York';
		expect(
			new Set(['05:00', '06:59', '07:00', '27:59'].map((time) => hourOf('2026-03-08', time, zone))),
		).toEqual(new Set(['2026-03-08']));
		expect(
			new Set(['04:00', '05:30', '06:30', '28:59'].map((time) => hourOf('2026-11-01', time, zone))),
		).toEqual(new Set(['2026-11-01']));
	});

	// Weeks of ISO 8601 begin on Monday and belong to the year that holds their Thursday.
	it.each([
		['2026-03-29T23:59:59Z', '2026-W13'],
		['2026-03-30T00:00:00Z', '2026-W14'],
		['2025-12-28T12:00:00Z', '2025-W52'],
		['2025-12-29T12:00:00Z', '2026-W01'],
		['2026-01-04T12:00:00Z', '2026-W01'],
		['2026-12-31T12:00:00Z', '2026-W53'],
		['2027-01-03T23:59:59Z', '2026-W53'],
		['2027-01-04T00:00:00Z', '2027-W01'],
		['2023-01-01T12:00:00Z', '2022-W52'],
	])('gives the week of %s as %s', (iso, expected) => {
		expect(week(iso)).toBe(expected);
	});

	it('begins the week on Monday in the time zone', () => {
		expect(week('2026-03-30T03:59:59Z', 'America/New_York')).toBe('2026-W13');
		expect(week('2026-03-30T04:00:00Z', 'America/New_York')).toBe('2026-W14');
		expect(week('2026-03-29T15:00:00Z', 'Asia/Tokyo')).toBe('2026-W14');
	});

	it.each(['', '"Europe/Berlin"', 'BST', 'EST', '+02:00', 'Mars/Olympus', 'local'])(
		'has no day and no week in the time zone %j, which is none',
		(zone) => {
			expect(() => day('2026-03-30T12:00:00Z', zone)).toThrow(RangeError);
			expect(() => week('2026-03-30T12:00:00Z', zone)).toThrow(RangeError);
			expect(periodAt('ever', 0, zone)).toBe('ever');
		},
	);

	it('knows one period only when a number counts as called for good', () => {
		expect(periodAt('ever', 0, 'UTC')).toBe(periodAt('ever', Date.now(), 'Asia/Tokyo'));
	});
});

/** The day of a time of day in UTC, which may go beyond 24:00. */
function hourOf(date: string, time: string, zone: string): string {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return periodAt(
		'perDay',
		Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * 60_000,
		zone,
	);
}
