import { DateTime } from 'luxon';

/** How long a number counts as called. */
export type OncePeriod = 'perDay' | 'perWeek' | 'ever';

/** The period that holds a point in time, as ISO 8601 names it: `2026-03-30`, `2026-W14`, or `ever`. */
export function periodAt(period: OncePeriod, timeMs: number, timeZone: string): string {
	if (period === 'ever') return 'ever';
	const time = DateTime.fromMillis(timeMs, { zone: timeZone });
	return time.toFormat(period === 'perDay' ? 'yyyy-MM-dd' : "kkkk-'W'WW");
}
