import { isoTime, type Clock } from '../clock';
import type { Terms } from '../plan/plan';
import type { CallRecord, WorkflowCallRecord } from '../records';
import type { NewCall, PromptCall, WorkflowCall } from './call';
import { resultBody } from './result';
import type { WebhookRegistry } from './webhook-registry';
import { webhookBody } from './webhook-result';
import type { WorkflowRecord } from './workflows';

export interface NewCallParts {
	readonly clock: Clock;
	readonly newId: () => string;
	readonly webhooks: WebhookRegistry;
}

// Where all calls of workflows come from, unless one is started with another number.
const ownNumber = '+14155550100';

/** A call with a prompt, whose result goes to its own callback URL. */
export function callWithPrompt(request: PromptCall, terms: Terms, parts: NewCallParts): NewCall {
	const { callback_url: url = null, callback_secret: secret = null } = request;
	const record: CallRecord = {
		call_id: parts.newId(),
		workflow_id: parts.newId(),
		recipient_phone: request.recipient_phone,
		prompt: request.prompt,
		callback_url: url,
		has_secret: secret !== null,
		idempotency_key: request.idempotency_key ?? null,
		...beginning(terms, parts.clock),
	};
	return {
		record,
		...terms,
		secret,
		receivers: () => (url === null ? [] : [{ url, secret }]),
		body: (decision) => resultBody(record, decision),
	};
}

/** A call with a workflow made beforehand, whose result goes to the workflow's webhooks. */
export function callWithWorkflow(
	request: WorkflowCall,
	workflow: WorkflowRecord,
	terms: Terms,
	{ clock, newId, webhooks }: NewCallParts,
): NewCall {
	const record: WorkflowCallRecord = {
		call_id: newId(),
		workflow_id: workflow.id,
		workflow_name: workflow.name,
		phone_number_from: request.phone_number_from ?? ownNumber,
		recipient_phone: request.recipient_phone,
		recipient_name: request.recipient_name ?? null,
		recipient_email: request.recipient_email ?? null,
		recipient_context: request.recipient_context ?? null,
		prompt: '',
		callback_url: null,
		has_secret: false,
		idempotency_key: request.idempotency_key ?? null,
		...beginning(terms, clock),
	};
	return {
		record,
		...terms,
		secret: null,
		receivers: () =>
			webhooks
				.ofWorkflow(workflow.id)
				.map(({ id, webhook_url: url }) => ({ url, secret: null, webhookId: id })),
		body: (decision) => webhookBody(record, decision),
	};
}

/** Whether a call is one with a workflow made beforehand. */
export function isWorkflowCall(call: CallRecord): boolean {
	return call.workflow_name !== undefined;
}

function beginning({ script, callbackFault }: Terms, clock: Clock) {
	return {
		created_at: isoTime(clock),
		planned_outcome: script.outcome === 'manual' ? null : script.outcome,
		callback_fault: callbackFault?.kind ?? null,
		answered_at: null,
		turns: [],
		outcome: null,
		ended_at: null,
	};
}
