import type { Decision } from '../plan/script';
import type { WorkflowCallRecord } from '../records';
import { saidInResult } from './ending';
import { mergedBody } from './result';

/** What CallCow posts to the webhooks of a workflow when a call of it has ended. */
export interface WebhookPayload {
	call_id: string;
	workflow_id: string;
	workflow_name: string | null;
	phone_number_from: string;
	/** `browser` for a call made in the dashboard. */
	phone_number_to: string;
	call_status: string;
	call_summary: string | null;
	messages: unknown[];
	/** A string that holds JSON. */
	context: string;
	/** Like `2026-01-30T14:48:36.371886`: UTC, but it does not say so. */
	created_at: string;
}

/**
 * The result of a call of a workflow as JSON text. The decision's `payload` and `omit` go last, as
 * in `resultBody`; its `form_fills` have no place here.
 */
export function webhookBody(call: WorkflowCallRecord, decision: Decision): string {
	const said = saidInResult(decision, call.workflow_name ?? call.workflow_id);
	const payload: WebhookPayload = {
		call_id: call.call_id,
		workflow_id: call.workflow_id,
		workflow_name: call.workflow_name,
		phone_number_from: call.phone_number_from,
		phone_number_to: call.recipient_phone,
		call_status: said.call_status,
		call_summary: said.call_summary,
		messages: decision.messages ?? said.messages.map(withLineBreak),
		context: contextText(decision.context),
		created_at: withoutTimeZone(call.created_at),
	};
	return mergedBody(payload, decision);
}

// CallCow's turns may begin like this; receivers that show them should have met it.
function withLineBreak<Message extends { content: string }>(message: Message): Message {
	return { ...message, content: `\n${message.content}` };
}

function contextText(context: unknown): string {
	return typeof context === 'string' ? context : JSON.stringify(context ?? {});
}

function withoutTimeZone(isoTime: string): string {
	return isoTime.replace('Z', '000');
}
