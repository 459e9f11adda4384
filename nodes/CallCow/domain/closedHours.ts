import { nextAllowed, type CallingHours } from './callingHours';
import type { Explanation } from './errors';
import { LATER, NOT_THIS_NUMBER } from './nextStep';

/** Why nobody may be phoned at a time, and when somebody may; undefined inside the hours. */
export function closedAt(hours: CallingHours, nowMs: number): Explanation | undefined {
	const next = nextAllowed(hours, nowMs);
	const [zone = 'UTC', ...others] = hours.timeZones;
	if (next === undefined) {
		return {
			message: "No time is within 'Calling Hours' in all time zones of the number",
			description: `The number may be in ${others.length + 1} time zones, from ${zone} to ${others.at(-1)}. Widen 'From' and 'To', or set 'Clock' under 'Calling Hours' to 'Time Zone' and enter the right one.`,
			next: NOT_THIS_NUMBER,
		};
	}
	if (next.toMillis() <= nowMs) return undefined;
	const when = next.setLocale('en').toFormat("cccc, LLLL d, yyyy 'at' HH:mm");
	const callableAt = next.toISO({ suppressMilliseconds: true }) ?? '';
	const alsoIn =
		others.length === 0
			? ''
			: ` The number may be in ${others.length + 1} time zones. At that time, it is within the hours in all of them.`;
	return {
		message: `It is outside 'Calling Hours': the next call is allowed on ${when} (${zone})`,
		description: `The exact time is ${callableAt}.${alsoIn} Run the item again then, for example after a Wait node, or change 'Calling Hours' under Options.`,
		callableAt,
		next: LATER,
	};
}
