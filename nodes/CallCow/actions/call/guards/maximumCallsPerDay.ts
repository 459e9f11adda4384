import type { IExecuteFunctions } from 'n8n-workflow';
import { dayAt, daysBefore, explainFullDay } from '../../../domain/callsPerDay';
import { wholeNumber } from '../../../domain/parameters';
import { dailyLimitGate } from '../../../transport/dailyLimit';
import type { Gate } from '../../../transport/gate';
import { readParameter } from '../../parameter';
import { requireWorkflowTimeZone } from './workflowTimeZone';

/** More than the usual pace lets through in a day. */
const mostSchema = wholeNumber(1, 100_000).optional();

/** Whoever calls once a month finds what is left of the time before. */
const DAYS_TIDIED = 62;

/** Closed when this node has placed as many calls as it may on a day; undefined when that does not matter. */
export function readMaximumCallsPerDay(
	context: IExecuteFunctions,
	itemIndex: number,
): Gate | undefined {
	const most = readParameter(
		context,
		itemIndex,
		'options.maximumCallsPerDay',
		'Maximum Calls per Day',
		mostSchema,
		'Enter a number, or remove the option.',
	);
	if (most === undefined) return undefined;
	const timeZone = requireWorkflowTimeZone(context, itemIndex, GOES_BY_IT);
	return dailyLimitGate(context, {
		most,
		day: () => dayAt(Date.now(), timeZone),
		daysBefore: (day) => daysBefore(day, DAYS_TIDIED),
		explain: () => explainFullDay(most, Date.now(), timeZone),
	});
}

const GOES_BY_IT = "'Maximum Calls per Day' uses it.";
