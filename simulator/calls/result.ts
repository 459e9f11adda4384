import type { Decision } from '../plan/script';
import type { CallRecord } from '../records';
import { providerStatus, saidInResult } from './ending';

/** What CallCow posts to the callback URL when a call has ended. */
export interface ResultPayload {
	call_id: string;
	workflow_id: string;
	call_status: string;
	provider_status: string;
	call_summary: string | null;
	messages: unknown[];
	context: unknown;
	form_fills: unknown[];
	created_at: string;
}

/**
 * The result of a call as JSON text: what the outcome implies, then what the decision overrides,
 * then its `payload` merged last and its `omit` left out.
 *
 * `form_fills` is empty unless given, because CallCow does not document what an entry looks like.
 */
export function resultBody(call: CallRecord, decision: Decision): string {
	const said = saidInResult(decision, call.prompt);
	const payload: ResultPayload = {
		call_id: call.call_id,
		workflow_id: call.workflow_id,
		call_status: said.call_status,
		provider_status: providerStatus(decision.outcome),
		call_summary: said.call_summary,
		messages: decision.messages ?? said.messages,
		context: decision.context ?? null,
		form_fills: decision.form_fills ?? [],
		created_at: call.created_at,
	};
	return mergedBody(payload, decision);
}

/** A finished result as JSON text, with the decision's `payload` over it and without its `omit`. */
export function mergedBody(result: object, decision: Decision): string {
	const merged: Record<string, unknown> = { ...result, ...decision.payload };
	for (const field of decision.omit ?? []) delete merged[field];
	return JSON.stringify(merged);
}
