import { DateTime, IANAZone } from 'luxon';
import { WEEKDAYS, type Weekday } from './weekdays';

/** Minutes since midnight, as the clock on the wall shows them. */
type WallTime = number;

/** The hours at which people may be phoned. */
export interface CallingHours {
	readonly from: WallTime;
	/** Not after `from`: the hours go on over midnight, and belong to the day on which they begin. */
	readonly to: WallTime;
	readonly days: ReadonlySet<Weekday>;
	/** By IANA name, at least one. Of several, each may be where the person is: it has to be within the hours in all. */
	readonly timeZones: readonly string[];
}

/**
 * Reads a time of day as people write it: `9`, `9:30`, `09:30`, `9 am`, `9.30 pm`, `24:00`. Undefined
 * when it is none.
 */
export function readWallTime(text: string): WallTime | undefined {
	const parts = /^(\d{1,2})(?:[:.](\d{2}))?(?:[:.]00)?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim());
	if (parts === null) return undefined;
	const [, hours = '', minutes = '0', half] = parts;
	const isAfternoon = half?.toLowerCase() === 'p';
	if (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)) return undefined;
	const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0);
	const time = hour * 60 + Number(minutes);
	return Number(minutes) < 60 && time <= MINUTES_OF_A_DAY ? time : undefined;
}

const MINUTES_OF_A_DAY = 24 * 60;

/**
 * When people may be phoned next: `now` itself inside the hours, else the next beginning, on the clock of
 * the first zone. At daylight saving changes the hours are what the clocks on the wall show. Undefined when
 * there is no time at which it is within the hours in all zones.
 */
export function nextAllowed(hours: CallingHours, nowMs: number): DateTime | undefined {
	const [firstZone = 'UTC'] = hours.timeZones;
	const zones = withDifferentClocks(hours.timeZones, nowMs);
	for (let timeMs = nowMs; timeMs <= nowMs + LONGEST_SEARCH_MS; ) {
		const latestMs = Math.max(
			...zones.map((timeZone) => nextIn(timeZone, hours, timeMs).toMillis()),
		);
		// Later in one zone may be too late in another: all are asked again then.
		if (latestMs === timeMs) return DateTime.fromMillis(timeMs, { zone: firstZone });
		timeMs = latestMs;
	}
	return undefined;
}

const DAY_MS = 24 * 60 * 60_000;

/** Two weeks and a day: in that time every weekday has come, also one whose hours the clocks have left out once. */
const LONGEST_SEARCH_MS = 15 * DAY_MS;

/** A toll-free number of North America may be in 42 zones, and most of them show the same times. */
function withDifferentClocks(timeZones: readonly string[], nowMs: number): readonly string[] {
	if (timeZones.length === 1) return timeZones;
	const byOffsets = new Map<string, string>();
	for (const timeZone of timeZones) {
		const zone = IANAZone.create(timeZone);
		const offsets: number[] = [];
		for (let ms = nowMs - 2 * DAY_MS; ms <= nowMs + 2 * LONGEST_SEARCH_MS; ms += DAY_MS) {
			offsets.push(zone.offset(ms));
		}
		const key = offsets.join();
		if (!byOffsets.has(key)) byOffsets.set(key, timeZone);
	}
	return [...byOffsets.values()];
}

function nextIn(timeZone: string, hours: CallingHours, nowMs: number): DateTime {
	const now = DateTime.fromMillis(nowMs, { zone: timeZone });
	// Yesterday's hours may go on over midnight.
	for (let days = -1; days <= 15; days++) {
		const day = now.startOf('day').plus({ days });
		if (!hours.days.has(WEEKDAYS[day.weekday - 1]!)) continue;
		const start = at(day, hours.from);
		const end = at(hours.to > hours.from ? day : day.plus({ days: 1 }), hours.to);
		if (now < end && start < end) return DateTime.max(now, start);
	}
	throw new RangeError('Calling hours without a day');
}

/** When the clocks show the time on that day, or go over it: some days have no midnight. */
function at(day: DateTime, time: WallTime): DateTime {
	for (let minutes = time; minutes < MINUTES_OF_A_DAY; minutes++) {
		const moment = day.set({
			hour: Math.floor(minutes / 60),
			minute: minutes % 60,
			second: 0,
			millisecond: 0,
		});
		// Luxon moves a time that is left out by as much as the clocks were set forward.
		if (moment.hour * 60 + moment.minute === minutes) return moment;
	}
	return day.plus({ days: 1 }).startOf('day');
}
