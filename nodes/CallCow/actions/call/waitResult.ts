import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import {
	toCallResult,
	toRawResult,
	type CallbackPayload,
	type CallResult,
} from '../../domain/callback';
import { isTool } from '../tool';
import type { OutputMode } from './outcomeOutputs';

type Context = IExecuteFunctions | IWebhookFunctions;

/** The result of a call that has ended, as the next node, or the model, gets it. */
export function endedResult(
	context: IWebhookFunctions,
	payload: CallbackPayload,
	recipientPhone: string,
	reference: string | undefined,
): IDataObject {
	return forItsReader(
		context,
		toCallResult(payload, reference),
		toRawResult(payload, reference),
		recipientPhone,
	);
}

/** The result when none has come in time: what is known of the call, and the outcome. */
export function timedOutResult(context: IExecuteFunctions, placed: IDataObject): IDataObject {
	const { call_id, workflow_id, reference, recipient_phone } = placed;
	const result: CallResult = {
		...toCallResult({ call_id, workflow_id }, reference as string | undefined),
		outcome: 'timed_out',
	};
	const read = forItsReader(context, result, { ...result }, recipient_phone as string);
	return isTool(context) ? { ...read, message: NO_RESULT_IN_TIME } : read;
}

/** A model would call once more. */
const NO_RESULT_IN_TIME =
	'No result came in time, and the call may still be in progress. Do not call again on your own: tell the user.';

/** For whoever looks into the execution, or is answered with what stands in it. */
const LOOK_AGAIN =
	'The call is in progress, and this execution is waiting for its result. Check again in a minute. Do not call a second time.';

/** What is known while the call goes on. It has no outcome, because there is none yet. */
export function interimResult({
	call_id = null,
	workflow_id = null,
	recipient_phone,
	reference,
}: IDataObject): IDataObject {
	return {
		waiting: true,
		message: LOOK_AGAIN,
		call_id,
		workflow_id,
		recipient_phone,
		...(reference === undefined ? {} : { reference }),
	};
}

/** The outputs that the node has. As a tool it has the agent's only, whatever was chosen before. */
export function outputModeOf(context: Context): OutputMode {
	return parameterOf(context, 'options.outputs') === 'byOutcome' && !isTool(context)
		? 'byOutcome'
		: 'one';
}

/**
 * A model reads, and pays for, every field: it gets those that it can use, or those that were chosen. What came
 * of the call, and of which, it gets always.
 */
function forItsReader(
	context: Context,
	result: CallResult,
	raw: CallbackPayload,
	recipientPhone: string,
): IDataObject {
	const whole = { ...result, recipient_phone: recipientPhone } as unknown as IDataObject;
	if (!isTool(context)) return whole;
	const { outcome, recipient_phone, reference } = whole;
	const always = { outcome, recipient_phone, ...(reference === undefined ? {} : { reference }) };
	switch (parameterOf(context, 'output')) {
		case 'raw':
			return { ...(raw as IDataObject), ...always };
		case 'selectedFields':
			return { ...picked(whole, parameterOf(context, 'fields')), ...always };
		default:
			return { ...picked(whole, SIMPLIFIED), ...always };
	}
}

const SIMPLIFIED: ReadonlyArray<keyof CallResult> = ['outcome', 'call_summary', 'form_fills'];

function picked(whole: IDataObject, names: unknown): IDataObject {
	const wanted = Array.isArray(names) ? names : [];
	return Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.includes(name)));
}

/** Reads this one only: others may hold expressions that cannot be evaluated after the wait. */
function parameterOf(context: Context, name: string): unknown {
	// The first parameter after the name is an item's index in one context and the fallback in the other.
	return isWebhook(context)
		? context.getNodeParameter(name, null)
		: context.getNodeParameter(name, 0, null);
}

function isWebhook(context: Context): context is IWebhookFunctions {
	return 'getWebhookName' in context;
}
