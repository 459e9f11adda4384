import fc from 'fast-check';
import { IANAZone } from 'luxon';
import {
	nextAllowed,
	readWallTime,
	type CallingHours,
} from '../../../nodes/CallCow/domain/callingHours';
import { WEEKDAYS, type Weekday } from '../../../nodes/CallCow/domain/weekdays';

/** When the clocks are set back in the year of the property, if they are. */
const SET_BACK: Readonly<Record<string, string | undefined>> = {
	UTC: undefined,
	'America/New_York': '2026-11-01T06:00Z',
	'America/Santiago': '2026-04-05T03:00Z',
	'Europe/Berlin': '2026-10-25T01:00Z',
	'Africa/Cairo': '2026-10-29T21:00Z',
	'Asia/Kolkata': undefined,
	'Australia/Lord_Howe': '2026-04-04T15:00Z',
};

const everyDay: ReadonlySet<Weekday> = new Set(WEEKDAYS);
const workdays: ReadonlySet<Weekday> = new Set(WEEKDAYS.slice(0, 5));

const hoursOf = (
	from: string,
	to: string,
	timeZone = 'UTC',
	days: ReadonlySet<Weekday> = everyDay,
): CallingHours => ({
	from: readWallTime(from)!,
	to: readWallTime(to)!,
	days,
	timeZones: [timeZone],
});

/** The next allowed time in UTC, to the minute or finer if it is. */
const next = (hours: CallingHours, now: string) =>
	nextAllowed(hours, Date.parse(now))!
		.toUTC()
		.toISO({ suppressMilliseconds: true, suppressSeconds: true });

describe('readWallTime', () => {
	it.each([
		['9', 540],
		['09:00', 540],
		['9:30', 570],
		['9.30', 570],
		['09:30:00', 570],
		[' 9 am ', 540],
		['9 a.m.', 540],
		['9p', 1_260],
		['9.30 pm', 1_290],
		['9:30PM', 1_290],
		['12 am', 0],
		['12 pm', 720],
		['0:00', 0],
		['00:00', 0],
		['23:59', 1_439],
		['24:00', 1_440],
	])('reads %j', (text, minutes) => {
		expect(readWallTime(text)).toBe(minutes);
	});

	it.each([
		'',
		'noon',
		'24:01',
		'25:00',
		'9:60',
		'9:5',
		'-1',
		'13 pm',
		'0 am',
		'9 xm',
		'9:00:30',
		'09:00 - 18:00',
		'٩:٠٠',
		'2026-03-30T09:00',
	])('does not take %j for a time of day', (text) => {
		expect(readWallTime(text)).toBeUndefined();
	});
});

describe('nextAllowed', () => {
	it('is now inside the hours: from the first minute on, and not from the last', () => {
		const hours = hoursOf('09:00', '18:00');
		expect(next(hours, '2026-03-30T08:59:59.999Z')).toBe('2026-03-30T09:00Z');
		expect(next(hours, '2026-03-30T09:00:00Z')).toBe('2026-03-30T09:00Z');
		expect(next(hours, '2026-03-30T17:59:59.999Z')).toBe('2026-03-30T17:59:59.999Z');
		expect(next(hours, '2026-03-30T18:00:00Z')).toBe('2026-03-31T09:00Z');
	});

	it('goes over the weekend', () => {
		const hours = hoursOf('09:00', '18:00', 'UTC', workdays);
		expect(next(hours, '2026-04-03T18:00:00Z')).toBe('2026-04-06T09:00Z');
		expect(next(hours, '2026-04-05T12:00:00Z')).toBe('2026-04-06T09:00Z');
	});

	it.each(WEEKDAYS.map((day, index) => [day, index] as const))(
		'finds the next %s from every other day',
		(day, index) => {
			const hours = hoursOf('09:00', '18:00', 'UTC', new Set([day]));
			for (let ahead = 1; ahead <= 7; ahead++) {
				// March 30, 2026 is a Monday.
				const wanted = new Date(Date.UTC(2026, 2, 30 + 7 + index, 9));
				const now = new Date(wanted.getTime() - ahead * 86_400_000 + 9.5 * 3_600_000);
				expect(nextAllowed(hours, now.getTime())!.toMillis()).toBe(wanted.getTime());
			}
		},
	);

	it('goes over midnight, and the night belongs to the day on which it begins', () => {
		const hours = hoursOf('22:00', '02:00', 'UTC', new Set<Weekday>(['friday']));
		expect(next(hours, '2026-04-03T01:00:00Z')).toBe('2026-04-03T22:00Z');
		expect(next(hours, '2026-04-03T23:00:00Z')).toBe('2026-04-03T23:00Z');
		expect(next(hours, '2026-04-04T01:59:00Z')).toBe('2026-04-04T01:59Z');
		expect(next(hours, '2026-04-04T02:00:00Z')).toBe('2026-04-10T22:00Z');
	});

	it('takes 24:00 and 00:00 for the end of the same day', () => {
		for (const to of ['24:00', '00:00']) {
			const hours = hoursOf('09:00', to, 'UTC', new Set<Weekday>(['monday']));
			expect(next(hours, '2026-03-30T23:59:00Z')).toBe('2026-03-30T23:59Z');
			expect(next(hours, '2026-03-31T00:00:00Z')).toBe('2026-04-06T09:00Z');
		}
		const always = hoursOf('00:00', '24:00');
		expect(next(always, '2026-03-30T23:59:59.999Z')).toBe('2026-03-30T23:59:59.999Z');
		expect(next(always, '2026-03-31T00:00:00Z')).toBe('2026-03-31T00:00Z');
	});

	it.each([
		// zone, the day before and the day after the change, 09:00 there in UTC
		['America/New_York', '2026-03-07T14:00Z', '2026-03-08T13:00Z'],
		['America/New_York', '2026-10-31T13:00Z', '2026-11-01T14:00Z'],
		['Europe/Berlin', '2026-03-28T08:00Z', '2026-03-29T07:00Z'],
		['Europe/Berlin', '2026-10-24T07:00Z', '2026-10-25T08:00Z'],
	])('keeps to the clocks on the wall in %s (%s, %s)', (zone, before, after) => {
		const hours = hoursOf('09:00', '18:00', zone);
		const dayBefore = new Date(Date.parse(before) - 60_000).toISOString();
		expect(next(hours, dayBefore)).toBe(before);
		const evening = new Date(Date.parse(before) + 9 * 3_600_000).toISOString();
		expect(next(hours, evening)).toBe(after);
	});

	it('begins and ends with the change when the clocks leave the time out', () => {
		// In New York 02:00 to 03:00 does not exist on March 8, 2026: 02:00 EST is 03:00 EDT, 07:00 UTC.
		expect(next(hoursOf('02:30', '12:00', 'America/New_York'), '2026-03-08T06:00:00Z')).toBe(
			'2026-03-08T07:00Z',
		);
		const nightShift = hoursOf('22:00', '02:30', 'America/New_York');
		expect(next(nightShift, '2026-03-08T06:59:00Z')).toBe('2026-03-08T06:59Z');
		expect(next(nightShift, '2026-03-08T07:00:00Z')).toBe('2026-03-09T02:00Z');
	});

	it('takes hours that lie in the left-out time only for none', () => {
		const hours = hoursOf('02:10', '02:50', 'America/New_York');
		expect(next(hours, '2026-03-08T06:59:00Z')).toBe('2026-03-09T06:10Z');
	});

	it('begins once when the clocks show the time twice', () => {
		// On November 1, 2026 New York has 01:30 at 05:30 and at 06:30 UTC.
		expect(next(hoursOf('01:30', '12:00', 'America/New_York'), '2026-11-01T04:00:00Z')).toBe(
			'2026-11-01T05:30Z',
		);
	});

	it.each([
		// The clocks go from midnight straight to one o'clock.
		['America/Santiago', '2026-09-06', '2026-09-06T04:00Z', '2026-09-07T03:00Z', 'sunday'],
		['Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z', '2026-04-24T21:00Z', 'friday'],
	])('knows days without a midnight in %s (%s)', (zone, _, begin, end, day) => {
		const hours = hoursOf('00:00', '24:00', zone, new Set([day as Weekday]));
		const at = (iso: string, byMs: number) => new Date(Date.parse(iso) + byMs).toISOString();
		expect(next(hours, at(begin, -1))).toBe(begin);
		expect(next(hours, begin)).toBe(begin);
		expect(nextAllowed(hours, Date.parse(end) - 1)!.toMillis()).toBe(Date.parse(end) - 1);
		expect(nextAllowed(hours, Date.parse(end))!.toMillis()).toBeGreaterThan(Date.parse(end));
	});

	it('finds the hours of the day before a day without a midnight, and of the one after it', () => {
		const hours = hoursOf('09:00', '24:00', 'America/Santiago');
		expect(next(hours, '2026-09-06T03:59:00Z')).toBe('2026-09-06T03:59Z');
		expect(next(hours, '2026-09-06T04:00:00Z')).toBe('2026-09-06T12:00Z');
		expect(next(hours, '2026-09-07T03:00:00Z')).toBe('2026-09-07T12:00Z');
	});

	const anyHours = fc
		.record({
			from: fc.integer({ min: 0, max: 1_439 }),
			to: fc.integer({ min: 0, max: 1_440 }),
			days: fc
				.subarray([...WEEKDAYS], { minLength: 1 })
				.map((days) => new Set(days) as ReadonlySet<Weekday>),
			timeZones: fc.constantFrom(...Object.keys(SET_BACK)).map((timeZone) => [timeZone]),
		})
		.filter(({ from, to }) => from !== to);
	const anyTime = fc
		.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
		// Many of them in the nights in which clocks change.
		.chain((time) =>
			fc.oneof(
				fc.constant(time),
				fc
					.constantFrom('2026-03-08', '2026-03-29', '2026-04-24', '2026-09-06', '2026-10-04')
					.map((day) => Date.parse(`${day}T00:00:00Z`) + (time % 86_400_000)),
			),
		);

	const severalZones = [
		'America/New_York',
		'America/Los_Angeles',
		'America/St_Johns',
		'Europe/Berlin',
		'Asia/Kolkata',
		'Asia/Kathmandu',
		'Australia/Lord_Howe',
		'Pacific/Chatham',
		'Pacific/Kiritimati',
		'Pacific/Pago_Pago',
	];

	it('is inside the hours in all zones where a number may be, or there is no such time in a week', () => {
		let found = 0;
		let never = 0;
		fc.assert(
			fc.property(
				anyHours,
				anyTime,
				fc.subarray(severalZones, { minLength: 2, maxLength: 4 }),
				(anyOf, nowMs, timeZones) => {
					const hours = { ...anyOf, timeZones };
					const next = nextAllowed(hours, nowMs);
					const nextMs = next?.toMillis() ?? nowMs + 7 * 86_400_000;
					if (next === undefined) never++;
					else {
						found++;
						expect(isInside(hours, nextMs)).toBe(true);
						expect(next.zoneName).toBe(timeZones[0]);
					}
					fc.pre(!timeZones.some((zone) => isSetBackBetween(zone, nowMs, nextMs)));
					for (let ms = nowMs; ms < nextMs; ms += 15 * 60_000) {
						if (isInside(hours, ms)) {
							throw new Error(`Inside at ${new Date(ms).toISOString()}, before ${next?.toISO()}`);
						}
					}
				},
			),
			{ numRuns: 150 },
		);
		expect(found).toBeGreaterThan(20);
		expect(never).toBeGreaterThan(5);
	});

	it('is inside the hours, is never missed, and is its own next', () => {
		fc.assert(
			fc.property(anyHours, anyTime, (hours, nowMs) => {
				const nextMs = nextAllowed(hours, nowMs)!.toMillis();
				// Where clocks are set back, they show times twice, and only the first beginning counts.
				fc.pre(!isSetBack(hours.timeZones[0]!, nowMs, nextMs));

				expect(nextMs).toBeGreaterThanOrEqual(nowMs);
				expect(isInside(hours, nextMs)).toBe(true);
				expect(nextAllowed(hours, nextMs)!.toMillis()).toBe(nextMs);
				const stepMs = Math.max(60_000, Math.floor((nextMs - nowMs) / 30));
				for (let ms = nowMs; ms < nextMs; ms += stepMs) expect(isInside(hours, ms)).toBe(false);
				if (nextMs > nowMs) expect(isInside(hours, nextMs - 1)).toBe(false);
			}),
			{ numRuns: 400 },
		);
	});
});

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks on the wall show, without the library that is under test. */
function wallClock(timeZone: string, timeMs: number): { weekday: Weekday; minutes: number } {
	const format =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone,
			weekday: 'long',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		});
	formats.set(timeZone, format);
	const parts = Object.fromEntries(
		format.formatToParts(timeMs).map(({ type, value }) => [type, value]),
	);
	return {
		weekday: parts.weekday!.toLowerCase() as Weekday,
		minutes: Number(parts.hour) * 60 + Number(parts.minute),
	};
}

function isInside(hours: CallingHours, timeMs: number): boolean {
	return hours.timeZones.every((timeZone) => isInsideIn(timeZone, hours, timeMs));
}

function isInsideIn(timeZone: string, { from, to, days }: CallingHours, timeMs: number): boolean {
	const { weekday, minutes } = wallClock(timeZone, timeMs);
	const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(weekday) + 6) % 7]!;
	if (to > from) return days.has(weekday) && minutes >= from && minutes < to;
	return (days.has(weekday) && minutes >= from) || (days.has(yesterday) && minutes < to);
}

/** Whether the clocks are set back in the days around the two times, and show some times twice. */
function isSetBackBetween(timeZone: string, fromMs: number, toMs: number): boolean {
	const zone = IANAZone.create(timeZone);
	for (let ms = fromMs - 2 * 86_400_000; ms < toMs + 2 * 86_400_000; ms += 86_400_000) {
		if (zone.offset(ms + 86_400_000) < zone.offset(ms)) return true;
	}
	return false;
}

/** Whether the clocks are set back in the days around the two times. */
function isSetBack(timeZone: string, fromMs: number, toMs: number): boolean {
	const setBackMs = Date.parse(SET_BACK[timeZone] ?? '');
	return setBackMs > fromMs - 2 * 86_400_000 && setBackMs < toMs + 2 * 86_400_000;
}
