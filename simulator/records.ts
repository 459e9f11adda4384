import type { Outcome } from './outcome';

/** One thing that was said in a call, in the form in which CallCow delivers it. */
export interface Turn {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

/** One request to the API, the refused ones included. */
export interface RequestRecord {
	/** ISO 8601, by the simulator's clock. */
	readonly at: string;
	readonly method: string;
	readonly path: string;
	/** As received, except that the value of `authorization` is hidden. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** Parsed when it is JSON, else the text; `null` when there was none. */
	readonly body: unknown;
	/** `null` while unanswered, and for good when the connection was reset. */
	readonly status: number | null;
	/** The call that this request made; `null` when it made none, or repeated an earlier one. */
	readonly made_call_id: string | null;
}

/** What only a call with a workflow made beforehand has. */
export interface WorkflowCallFields {
	readonly workflow_name: string | null;
	readonly phone_number_from: string;
	readonly recipient_name: string | null;
	readonly recipient_email: string | null;
	readonly recipient_context: string | null;
}

/** One call that was placed. */
export interface CallRecord extends Partial<WorkflowCallFields> {
	readonly call_id: string;
	readonly workflow_id: string;
	/** E.164, or `browser` for a call of a workflow made in the dashboard. */
	readonly recipient_phone: string;
	/** Empty for a call with a workflow made beforehand. */
	readonly prompt: string;
	readonly callback_url: string | null;
	readonly has_secret: boolean;
	readonly idempotency_key: string | null;
	/** ISO 8601, by the simulator's clock. */
	readonly created_at: string;
	/** How the call ends by itself; `null` when it goes on until somebody decides. */
	readonly planned_outcome: Outcome | null;
	/** What will happen to the result instead of its delivery. */
	readonly callback_fault: 'noCallback' | 'lateCallback' | 'doubleCallback' | null;
	/** When a person picked up; `null` for a call that rings or was ended without that. */
	readonly answered_at: string | null;
	/** What was said since a person picked up. */
	readonly turns: readonly Turn[];
	/** `null` while the call goes on. */
	readonly outcome: Outcome | null;
	readonly ended_at: string | null;
}

export type WorkflowCallRecord = CallRecord & WorkflowCallFields;

/** An address that is told the result of every call of a workflow. */
export interface WebhookRecord {
	readonly id: string;
	readonly workflow_id: string;
	readonly webhook_url: string;
	readonly name: string;
}

/** One attempt to hand a result to its receiver. */
export interface DeliveryRecord {
	readonly id: string;
	readonly call_id: string;
	readonly workflow_id: string;
	/** The webhook it was made for; absent from deliveries to a call's own callback URL. */
	readonly webhook_id?: string;
	readonly recipient_phone: string;
	readonly url: string;
	/** `false` for the one delivery that CallCow makes, `true` for those asked for afterwards. */
	readonly resent: boolean;
	/** ISO 8601, by the simulator's clock. */
	readonly sent_at: string;
	/** As sent, except that the value of `authorization` is hidden. */
	readonly request_headers: Readonly<Record<string, string>>;
	readonly request_body: string;
	/** The receiver's answer; `null` when there was none, and `error` says why. */
	readonly status: number | null;
	readonly response_body: string | null;
	readonly duration_ms: number;
	readonly error: string | null;
}

export type SimulatorEvent =
	| { readonly type: 'callPlaced'; readonly call: CallRecord }
	/** A person picked up. */
	| { readonly type: 'callAnswered'; readonly call: CallRecord }
	| { readonly type: 'turnSaid'; readonly call: CallRecord; readonly turn: Turn }
	| {
			readonly type: 'callEnded';
			readonly call: CallRecord;
			/** For a call with a workflow made beforehand: how many webhooks are told its result. */
			readonly webhooks?: number;
	  }
	| { readonly type: 'deliveryDone'; readonly delivery: DeliveryRecord }
	| { readonly type: 'webhookRegistered'; readonly webhook: WebhookRecord }
	| { readonly type: 'webhookRemoved'; readonly webhook: WebhookRecord }
	/** A request that got a status of 400 or more from the simulator's own checks. */
	| { readonly type: 'requestRefused'; readonly status: number; readonly error: string }
	/** A request to place a call that got what was recorded; with `null` no answer. */
	| {
			readonly type: 'requestReplayed';
			readonly status: number | null;
			readonly recipient_phone: string;
	  }
	/** One that goes on as usual although a recording is replayed. */
	| { readonly type: 'requestNotRecorded'; readonly recipient_phone: string }
	/** A request that met a fault which somebody had asked for. */
	| {
			readonly type: 'faultMet';
			readonly kind: 'answer' | 'reset' | 'slow';
			readonly recipient_phone: string;
	  };
