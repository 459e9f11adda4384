import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readWallTime, type CallingHours } from '../../../domain/callingHours';
import { closedAt } from '../../../domain/closedHours';
import type { Explanation } from '../../../domain/errors';
import { NOT_THIS_NUMBER } from '../../../domain/nextStep';
import { optionalText, requiredText } from '../../../domain/parameters';
import { maskPhoneNumber } from '../../../domain/phone/mask';
import { timeZonesOf } from '../../../domain/phone/timeZones';
import { explainTimeZone, isTimeZone } from '../../../domain/timeZone';
import { WEEKDAYS } from '../../../domain/weekdays';
import type { Gate } from '../../../transport/gate';
import { oncePerRun } from '../../oncePerRun';
import { readParameter, refusal } from '../../parameter';
import { explainOtherClocks, otherClockOf, type OtherClock } from './otherClock';
import { requireWorkflowTimeZone } from './workflowTimeZone';

const notATime = 'must be a time of day';
const timeSchema = requiredText.transform((text, issues) => {
	const time = readWallTime(text);
	if (time !== undefined) return time;
	issues.addIssue({ code: 'custom', message: notATime });
	return z.NEVER;
});

const zoneSchema = optionalText.refine(
	(name) => name === undefined || isTimeZone(name),
	(name) => ({ message: explainTimeZone(name ?? '') }),
);

const clockSchema = z
	.enum(['given', 'recipient'], { errorMap: () => ({ message: 'must be given or recipient' }) })
	.default('given');

const outsideSchema = z
	.enum(['refuse', 'skip'], { errorMap: () => ({ message: 'must be refuse or skip' }) })
	.default('refuse');

const noDay = 'must name at least one day';
const daysSchema = z
	.union([z.array(z.string()), z.string().transform((text) => text.split(','))])
	.transform((days) => days.map((day) => day.trim().toLowerCase()).filter(Boolean))
	.pipe(
		z
			.array(z.enum(WEEKDAYS, { errorMap: () => ({ message: 'must be names of weekdays' }) }))
			.min(1, noDay),
	);

/** What the user's wish to phone people at certain hours only comes to. */
export interface HoursReading {
	/** Closed outside the hours. */
	readonly gate: Gate;
	readonly otherClock?: OtherClock;
}

const PATH = 'options.callingHours.hours';

/** The hours that the user has set, if any. */
export function readCallingHours(
	context: IExecuteFunctions,
	itemIndex: number,
	e164: string,
): HoursReading | undefined {
	if (context.getNodeParameter(PATH, itemIndex, null) === null) return undefined;
	const read = <T>(
		name: string,
		label: string,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		whatToDo: string,
	) =>
		readParameter(
			context,
			itemIndex,
			`${PATH}.${name}`,
			`Calling Hours: ${label}`,
			schema,
			whatToDo,
		);
	const CHOOSE = 'Choose one from the list.';
	const WRITE_A_TIME = 'Enter a time of day, such as 09:00 or 6 pm.';
	const clock = read('clock', 'Clock', clockSchema, CHOOSE);
	const outside = read('outside', 'Outside the Hours', outsideSchema, CHOOSE);
	const ownZone =
		clock === 'recipient'
			? undefined
			: read(
					'timezone',
					'Time Zone',
					zoneSchema,
					'Enter a name such as America/New_York, or leave it empty to use the time zone of the workflow. Abbreviations and offsets are not accepted, because they can mean several time zones or ignore daylight saving time.',
				);
	const hours: CallingHours = {
		from: read('from', 'From', timeSchema, WRITE_A_TIME),
		to: read('to', 'To', timeSchema, WRITE_A_TIME),
		days: new Set(
			read('days', 'Days', daysSchema, 'Choose the days on which people may be called.'),
		),
		timeZones:
			clock === 'recipient'
				? zonesOfRecipient(context, itemIndex, e164)
				: [ownZone ?? requireWorkflowTimeZone(context, itemIndex, GO_BY_IT)],
	};
	if (hours.from === hours.to) {
		throw refusal(context, itemIndex, {
			message: "'From' and 'To' under 'Calling Hours' are the same",
			description: "To allow the whole day, set 'From' to 00:00 and 'To' to 24:00.",
		});
	}
	const goesByWorkflow = clock === 'given' && ownZone === undefined;
	const otherClock = goesByWorkflow ? otherClockOf(context, hours.timeZones[0]!, e164) : undefined;
	const closedFor = () => closedNow(context)(hours);
	const closed = closedFor();
	// What is never allowed cannot be made up for later.
	if (closed !== undefined && (outside === 'refuse' || closed.callableAt === undefined)) {
		const more = otherClock === undefined ? '' : ` ${explainOtherClocks([otherClock])}`;
		throw refusal(context, itemIndex, {
			...closed,
			description: `${closed.description}${more}`,
		});
	}
	return { gate: gateOf(closedFor, outside), ...(otherClock && { otherClock }) };
}

const GO_BY_IT = "'Calling Hours' uses it, because 'Time Zone' is empty there.";

function zonesOfRecipient(
	context: IExecuteFunctions,
	itemIndex: number,
	e164: string,
): readonly string[] {
	const zones = timeZonesOf(e164);
	if (zones.length > 0) return zones;
	throw refusal(context, itemIndex, {
		message: `'Calling Hours' cannot tell what time it is for the recipient: ${maskPhoneNumber(e164)}`,
		description:
			"No time zone is known for this kind of number. Under 'Calling Hours', set 'Clock' to 'Time Zone' and enter one, or leave this number out.",
		next: NOT_THIS_NUMBER,
	});
}

/**
 * Why it is closed now. Many numbers of a list share their time zones, and looking for a time in all of
 * them takes a while; hours begin and end with a minute, so that long the answer holds.
 */
const closedNow = oncePerRun(() => {
	const known = new Map<string, Explanation | undefined>();
	return (hours: CallingHours): Explanation | undefined => {
		const nowMs = Date.now();
		const { from, to, days, timeZones } = hours;
		if (timeZones.length === 1) return closedAt(hours, nowMs);
		const minute = Math.floor(nowMs / 60_000);
		const key = JSON.stringify([minute, from, to, [...days], timeZones]);
		if (!known.has(key)) known.set(key, closedAt(hours, nowMs));
		return known.get(key);
	};
});

/** A list may take longer than the hours: they are looked at again whenever a request is to leave. */
function gateOf(closedFor: () => Explanation | undefined, outside: 'refuse' | 'skip'): Gate {
	return {
		async open() {
			const closed = closedFor();
			if (closed === undefined) return { kind: 'through' };
			const { message, description, callableAt } = closed;
			if (outside === 'skip' && callableAt !== undefined) {
				return { kind: 'skipped', reason: message, callableAt };
			}
			return {
				kind: 'failed',
				failure: {
					...closed,
					description: `This call was not placed. ${description}`,
					placed: 'no',
				},
			};
		},
		close() {},
	};
}
