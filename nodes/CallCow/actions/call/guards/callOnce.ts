import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { periodAt, type OncePeriod } from '../../../domain/callOnce';
import { automaticOnceKey } from '../../../domain/idempotency';
import { claimGate } from '../../../transport/claims';
import type { Gate } from '../../../transport/gate';
import { readParameter } from '../../parameter';
import { requireWorkflowTimeZone } from './workflowTimeZone';

const CHOICES = ['always', 'perDay', 'perWeek', 'ever'] as const;
const choiceSchema = z
	.enum(CHOICES, { errorMap: () => ({ message: `must be one of ${CHOICES.join(', ')}` }) })
	.default('always');

/** What the user's wish to phone a number once comes to. */
export interface CallOnce {
	readonly gate: Gate;
	/** The user's or, without one, the same in every execution: two that run at once place one call. */
	readonly idempotencyKey: string;
}

/**
 * How often the number may be phoned; undefined when that does not matter.
 *
 * @param count closed when no further call may be placed; of those that are, passed once each
 */
export function readCallOnce(
	context: IExecuteFunctions,
	itemIndex: number,
	e164: string,
	givenKey: string | undefined,
	count: Gate | undefined,
): CallOnce | undefined {
	const choice = readParameter(
		context,
		itemIndex,
		'options.callEachNumberAtMostOnce',
		'Call Each Number At Most Once',
		choiceSchema,
		'Choose one from the list, or remove the option.',
	);
	if (choice === 'always') return undefined;

	// Ever knows no days, so that it works in an n8n that does not know its time zone.
	const timeZone = choice === 'ever' ? '' : requireWorkflowTimeZone(context, itemIndex, GOES_BY_IT);
	const period = () => periodAt(choice, Date.now(), timeZone);
	const idempotencyKey =
		givenKey ??
		automaticOnceKey({
			instanceId: context.getInstanceId(),
			workflowId: context.getWorkflow().id ?? '',
			nodeId: context.getNode().id,
			number: e164,
			period: period(),
		});
	return {
		gate: claimGate(
			context,
			{
				// Hashed, because n8n's own hash of it, without the instance, could be looked up.
				name: () => sha256([context.getInstanceId(), e164, period()]),
				idempotencyKey,
				mostNames: MOST_NUMBERS[choice],
				skipReason: REASONS[choice],
			},
			count,
		),
		idempotencyKey,
	};
}

const GOES_BY_IT = "'Call Each Number At Most Once' uses it for Per Day and Per Week.";

const REASONS: Readonly<Record<OncePeriod, string>> = {
	perDay: 'This node has already called this number today',
	perWeek: 'This node has already called this number this week',
	ever: 'This node has already called this number',
};

/** More than can be called in the time at the usual pace, so that none is forgotten before its time. */
const MOST_NUMBERS: Readonly<Record<OncePeriod, number | undefined>> = {
	perDay: 100_000,
	perWeek: 700_000,
	ever: undefined,
};

function sha256(parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
