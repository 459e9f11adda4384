import type { Terms } from '../plan/plan';
import type { Decision } from '../plan/script';
import type { CallRecord } from '../records';
import type { Receiver } from './courier';

/** What is asked for with a prompt. */
export interface PromptCall {
	readonly prompt: string;
	readonly recipient_phone: string;
	readonly callback_url?: string | undefined;
	readonly callback_secret?: string | undefined;
	readonly idempotency_key?: string | undefined;
}

/** What is asked for with a workflow made beforehand. */
export interface WorkflowCall {
	readonly workflow_id: string;
	readonly recipient_phone: string;
	readonly recipient_name?: string | undefined;
	readonly recipient_email?: string | undefined;
	readonly recipient_context?: string | undefined;
	readonly idempotency_key?: string | undefined;
	/** Default: the number from which the simulator makes all calls. */
	readonly phone_number_from?: string | undefined;
}

/** The 200 answer of `POST /call-prompt`, or of `POST /call`, which names no call. */
export type CallAnswer =
	| { readonly success: true; readonly workflow_id: string; readonly call_id: string | null }
	| { readonly success: true; readonly message: string };

export interface Call extends Terms {
	record: CallRecord;
	readonly secret: string | null;
	/** Who would be told the result if the call ended now. */
	readonly receivers: () => Receiver[];
	/** What they are told. */
	readonly body: (decision: Decision) => string;
	/** Who the receivers were when the call ended; `null` before. */
	told: Receiver[] | null;
	/** Calls off the end that its script has planned. */
	readonly cancelEnding: () => void;
}

/** A call that has not begun. */
export type NewCall = Omit<Call, 'told' | 'cancelEnding'>;
