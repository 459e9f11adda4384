import { DateTime } from 'luxon';
import { periodAt } from './callOnce';
import type { Explanation } from './errors';
import { LATER } from './nextStep';

/** A calendar day, such as `2026-03-30`. */
export type Day = string;

/** @throws RangeError when the time zone is none */
export const dayAt = (timeMs: number, timeZone: string): Day =>
	periodAt('perDay', timeMs, timeZone);

/** The days before, the latest first. */
export function daysBefore(day: Day, count: number): Day[] {
	const date = DateTime.fromISO(day, { zone: 'UTC' });
	return Array.from({ length: count }, (_, index) => date.minus({ days: index + 1 }).toISODate()!);
}

/** Why no further call may be placed on the day of that time, and when the next day begins. */
export function explainFullDay(
	most: number,
	timeMs: number,
	timeZone: string,
): Explanation & { readonly callableAt: string } {
	// Some days have no midnight: this is their first minute.
	const next = DateTime.fromMillis(timeMs, { zone: timeZone }).plus({ days: 1 }).startOf('day');
	const callableAt = next.toISO({ suppressMilliseconds: true })!;
	const when = next.setLocale('en').toFormat("cccc, LLLL d, yyyy 'at' HH:mm");
	return {
		message: `This node has reached 'Maximum Calls per Day' (${most}) for today: the next day begins on ${when} (${timeZone})`,
		description: `The exact time is ${callableAt}. Run the item again then, or raise 'Maximum Calls per Day' under Options.`,
		callableAt,
		next: LATER,
	};
}
