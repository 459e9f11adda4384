import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { toCallResult, type CallbackPayload, type CallResult } from '../../domain/callback';
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
	return forItsReader(context, toCallResult(payload, reference), recipientPhone);
}

/** The result when none has come in time: what is known of the call, and the outcome. */
export function timedOutResult(context: IExecuteFunctions, placed: IDataObject): IDataObject {
	const { call_id, workflow_id, reference, recipient_phone } = placed;
	const result = toCallResult({ call_id, workflow_id }, reference as string | undefined);
	return forItsReader(context, { ...result, outcome: 'timed_out' }, recipient_phone as string);
}

/** What is known while the call goes on. It has no outcome, because there is none yet. */
export function interimResult({
	call_id = null,
	workflow_id = null,
	recipient_phone,
	reference,
}: IDataObject): IDataObject {
	return {
		waiting: true,
		call_id,
		workflow_id,
		recipient_phone,
		...(reference === undefined ? {} : { reference }),
	};
}

/** The outputs that the node has. As a tool it has the agent's only, whatever was chosen before. */
export function outputModeOf(context: Context): OutputMode {
	return optionOf(context, 'outputs') === 'byOutcome' && !isTool(context) ? 'byOutcome' : 'one';
}

/** A model reads, and pays for, every field: it gets those that it can use. */
function forItsReader(context: Context, result: CallResult, recipientPhone: string): IDataObject {
	const { outcome, call_summary, form_fills, transcript, reference } = result;
	const whole = { ...result, recipient_phone: recipientPhone };
	const small = {
		outcome,
		call_summary,
		form_fills,
		...(optionOf(context, 'includeTranscript') === true ? { transcript } : {}),
		...(reference === undefined ? {} : { reference }),
		recipient_phone: recipientPhone,
	};
	return (isTool(context) ? small : whole) as unknown as IDataObject;
}

/** Reads this one option only: others may hold expressions that cannot be evaluated after the wait. */
function optionOf(context: Context, name: string): unknown {
	// The first parameter after the name is an item's index in one context and the fallback in the other.
	return isWebhook(context)
		? context.getNodeParameter(`options.${name}`, null)
		: context.getNodeParameter(`options.${name}`, 0, null);
}

function isWebhook(context: Context): context is IWebhookFunctions {
	return 'getWebhookName' in context;
}
