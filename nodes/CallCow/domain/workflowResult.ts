import { toCallResult, toRawResult, type CallbackPayload } from './callback';
import type { Outcome } from './outcome';

/**
 * What CallCow sends after a call of one of its workflows differs from the callback of a placed call: it
 * tells no provider's status, and tells the workflow's name and the two numbers (the word `browser` for
 * a call made in the dashboard). Success without a provider's status means that the person answered.
 * @see https://docs.callcow.ai (Webhooks)
 */
export function outcomeOfWorkflowCall(payload: CallbackPayload): Outcome {
	return toRawResult(withProviderStatus(payload)).outcome as Outcome;
}

/** In the same shape as the result of a placed call, with what only this delivery tells. */
export function toWorkflowResult(payload: CallbackPayload): Record<string, unknown> {
	const { transcript, form_fills, context, created_at, ...statuses } = toCallResult(
		withProviderStatus(payload),
	);
	return {
		...statuses,
		provider_status: payload.provider_status ?? null,
		transcript,
		form_fills,
		context,
		created_at,
		workflow_name: payload.workflow_name ?? null,
		phone_number_from: payload.phone_number_from ?? null,
		phone_number_to: payload.phone_number_to ?? null,
	};
}

/** The payload as received, nothing dropped, beside its outcome. */
export function toRawWorkflowResult(payload: CallbackPayload): CallbackPayload {
	return { ...payload, outcome: outcomeOfWorkflowCall(payload) };
}

function withProviderStatus(payload: CallbackPayload): CallbackPayload {
	return payload.call_status === 'success' && (payload.provider_status ?? null) === null
		? { ...payload, provider_status: 'completed' }
		: payload;
}
