import { DateTime } from 'luxon';
import { isTimeZone } from './timeZone';

/** How long a number counts as called. */
export type OncePeriod = 'perDay' | 'perWeek' | 'ever';

/**
 * The period that holds a point in time, as ISO 8601 names it: `2026-03-30`, `2026-W14`, or `ever`.
 * @throws RangeError when the time zone is none: a period by it would be the same text on every day
 */
export function periodAt(period: OncePeriod, timeMs: number, timeZone: string): string {
	if (period === 'ever') return 'ever';
	if (!isTimeZone(timeZone)) throw new RangeError('A period in a time zone that is none');
	const time = DateTime.fromMillis(timeMs, { zone: timeZone });
	return time.toFormat(period === 'perDay' ? 'yyyy-MM-dd' : "kkkk-'W'WW");
}
