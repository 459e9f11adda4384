import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { nextAllowed, readWallTime, type CallingHours } from '../../../domain/callingHours';
import type { Explanation } from '../../../domain/errors';
import { optionalText, requiredText } from '../../../domain/parameters';
import { explainTimeZone, isTimeZone } from '../../../domain/timeZone';
import { WEEKDAYS } from '../../../domain/weekdays';
import type { Gate } from '../../../transport/gate';
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

const GO_BY_IT = 'Calling Hours go by it, because their Time Zone is empty.';

/** The hours that the user has set, if any. */
export function readCallingHours(
	context: IExecuteFunctions,
	itemIndex: number,
	e164: string,
): HoursReading | undefined {
	const path = 'options.callingHours.hours';
	if (context.getNodeParameter(path, itemIndex, null) === null) return undefined;

	const WRITE_A_TIME = 'Write it as the clock on the wall shows it, such as 09:00 or 6 pm.';
	const ownZone = readParameter(
		context,
		itemIndex,
		`${path}.timezone`,
		'Calling Hours: Time Zone',
		zoneSchema,
		'Write it like America/New_York, or leave it empty to take the one of the workflow. Abbreviations and offsets are not taken: they mean several zones, or have no daylight saving time.',
	);
	const hours: CallingHours = {
		from: readParameter(
			context,
			itemIndex,
			`${path}.from`,
			'Calling Hours: From',
			timeSchema,
			WRITE_A_TIME,
		),
		to: readParameter(
			context,
			itemIndex,
			`${path}.to`,
			'Calling Hours: To',
			timeSchema,
			WRITE_A_TIME,
		),
		days: new Set(
			readParameter(
				context,
				itemIndex,
				`${path}.days`,
				'Calling Hours: Days',
				daysSchema,
				'Choose the days on which people may be phoned.',
			),
		),
		timeZone: ownZone ?? requireWorkflowTimeZone(context, itemIndex, GO_BY_IT),
	};
	if (hours.from === hours.to) {
		throw refusal(context, itemIndex, {
			message: 'Calling Hours: From and To are the same',
			description: 'For the whole day set From to 00:00 and To to 24:00.',
		});
	}
	const otherClock =
		ownZone === undefined ? otherClockOf(context, hours.timeZone, e164) : undefined;
	const closed = closedReason(hours, Date.now());
	if (closed !== undefined) {
		const { message, description } = closed;
		const more = otherClock === undefined ? '' : ` ${explainOtherClocks([otherClock])}`;
		throw refusal(context, itemIndex, { message, description: `${description}${more}` });
	}
	return { gate: gateOf(hours), ...(otherClock && { otherClock }) };
}

/** A list may take longer than the hours: they are looked at again whenever a request is to leave. */
function gateOf(hours: CallingHours): Gate {
	return {
		async open() {
			const closed = closedReason(hours, Date.now());
			if (closed === undefined) return { kind: 'through' };
			const { message, description } = closed;
			return {
				kind: 'failed',
				failure: { message, description: `This call was not placed. ${description}`, placed: 'no' },
			};
		},
		close() {},
	};
}

function closedReason(hours: CallingHours, nowMs: number): Explanation | undefined {
	const next = nextAllowed(hours, nowMs);
	if (next.toMillis() <= nowMs) return undefined;
	const when = next.setLocale('en').toFormat("cccc, d LLLL yyyy 'at' HH:mm");
	return {
		message: `It is outside Calling Hours: the next call is allowed on ${when} (${hours.timeZone})`,
		description: `In exact terms: ${next.toISO({ suppressMilliseconds: true })}. Run the item again then, for example after a Wait node, or change Calling Hours under Options.`,
	};
}
