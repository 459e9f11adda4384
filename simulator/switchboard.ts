import type { CallRequest } from './call-request';
import type { Clock } from './clock';
import { Courier, type CourierOptions, type ResultMessage } from './courier';
import type { CallbackFault, FaultQueue } from './faults';
import { IdempotencyStore } from './idempotency';
import { resultBody } from './outcome';
import type { CallRecord, DeliveryRecord, WorkflowCallRecord } from './records';
import { ControlRefusal } from './refusal';
import {
	changeScripts,
	initialScripts,
	type Decision,
	type Script,
	type ScriptSettings,
} from './script';
import { Timetable } from './timetable';
import { webhookBody } from './webhook-payload';
import type { WebhookRegistry } from './webhook-registry';
import type { WorkflowCallRequest, WorkflowCallStart } from './workflow-call-request';
import { findWorkflow, type WorkflowRecord } from './workflows';

/** The 200 answer of `POST /call-prompt`, or of `POST /call`, which names no call. */
export type CallAnswer =
	| { readonly success: true; readonly workflow_id: string; readonly call_id: string | null }
	| { readonly success: true; readonly message: string };

export interface Resend {
	/** Instead of the call's own secret; `null` sends none. */
	readonly secret?: string | null | undefined;
	/** Sent as it is instead of the result. */
	readonly body?: string | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface SwitchboardOptions extends CourierOptions {
	readonly faults: FaultQueue;
	readonly scripts: Parameters<typeof changeScripts>[1];
	readonly workflows: readonly WorkflowRecord[];
	readonly webhooks: WebhookRegistry;
}

interface Call {
	record: CallRecord;
	readonly script: Script;
	readonly secret: string | null;
	/** Who is told what when the call ends. */
	readonly results: (decision: Decision) => ResultMessage[];
	readonly callbackFault: CallbackFault | undefined;
	readonly cancelEnding: () => void;
}

// Where all calls of workflows come from, unless one is started with another number.
const ownNumber = '+14155550100';

/** Places calls, ends them as their script says and delivers their results. */
export class Switchboard {
	private readonly calls = new Map<string, Call>();
	private readonly answers = new IdempotencyStore<CallAnswer>();
	private readonly timetable: Timetable;
	private readonly courier: Courier;
	private scripts: ScriptSettings;

	constructor(private readonly options: SwitchboardOptions) {
		this.timetable = new Timetable(options.clock);
		this.courier = new Courier(options);
		this.scripts = this.startingScripts();
	}

	/** Makes the call, or finds the one that was made with the same idempotency key. */
	place(request: CallRequest): CallAnswer {
		return this.once(request.idempotency_key, () => this.startCall(request));
	}

	/** The same for a call with a workflow made beforehand. */
	placeWithWorkflow(request: WorkflowCallRequest, workflow: WorkflowRecord): CallAnswer {
		return this.once(request.idempotency_key, () => {
			this.beginWorkflowCall(request, workflow, request.idempotency_key);
			return { success: true, message: 'Thank you, our AI agent will call in a moment.' };
		});
	}

	/** Begins a call of a workflow that no request asked for. */
	startWorkflowCall(start: WorkflowCallStart): CallRecord {
		const workflow = findWorkflow(this.options.workflows, start.workflow_id);
		if (!workflow) throw new ControlRefusal(404, `There is no workflow ${start.workflow_id}`);
		return this.beginWorkflowCall(start, workflow);
	}

	/**
	 * Ends a call that still goes on, and delivers its result unless a fault prevents it. Of several
	 * deliveries, all are made and the first is given back.
	 */
	async decide(callId: string, decision: Decision): Promise<DeliveryRecord | null> {
		const call = this.call(callId);
		if (call.record.outcome) {
			throw new ControlRefusal(
				409,
				`This call has already ended with outcome "${call.record.outcome}"`,
			);
		}
		call.cancelEnding();
		return await this.end(call, { ...call.script, ...decision });
	}

	/** Sends the result of a delivery once more, with the changes that `resend` names. */
	async resend(deliveryId: string, resend: Resend): Promise<DeliveryRecord> {
		const delivery = this.courier.find(deliveryId);
		if (!delivery) throw new ControlRefusal(404, `There is no delivery ${deliveryId}`);
		const call = this.call(delivery.call_id);
		return await this.courier.deliver(call.record, {
			url: delivery.url,
			body: resend.body ?? delivery.request_body,
			secret: resend.secret === undefined ? call.secret : resend.secret,
			webhookId: delivery.webhook_id,
			headers: resend.headers,
			resent: true,
		});
	}

	changeScripts(change: SwitchboardOptions['scripts']): ScriptSettings {
		this.scripts = changeScripts(this.scripts, change);
		return this.scripts;
	}

	/** Resolves after `delayMs` of the simulator's clock, or at once on `reset` and `close`. */
	async pause(delayMs: number): Promise<void> {
		await this.timetable.pause(delayMs);
	}

	callRecords(): CallRecord[] {
		return [...this.calls.values()].map((call) => call.record);
	}

	deliveryRecords(): DeliveryRecord[] {
		return this.courier.records();
	}

	/** Forgets everything and breaks off deliveries that are underway. */
	reset(): void {
		this.courier.reset();
		this.timetable.callOffAll();
		this.calls.clear();
		this.answers.clear();
		this.scripts = this.startingScripts();
	}

	private startingScripts(): ScriptSettings {
		return changeScripts(initialScripts, this.options.scripts);
	}

	private call(callId: string): Call {
		const call = this.calls.get(callId);
		if (!call) throw new ControlRefusal(404, `There is no call ${callId}`);
		return call;
	}

	private once(key: string | undefined, start: () => CallAnswer): CallAnswer {
		const now = this.options.clock.now();
		const earlier = key === undefined ? undefined : this.answers.find(key, now);
		if (earlier) return earlier;
		const answer = start();
		if (key !== undefined) this.answers.keep(key, answer, now);
		return answer;
	}

	private startCall(request: CallRequest): CallAnswer {
		const { newId } = this.options;
		const record: CallRecord = {
			call_id: newId(),
			workflow_id: newId(),
			recipient_phone: request.recipient_phone,
			prompt: request.prompt,
			callback_url: request.callback_url ?? null,
			has_secret: request.callback_secret !== undefined,
			idempotency_key: request.idempotency_key ?? null,
			...this.beginning(),
		};
		const secret = request.callback_secret ?? null;
		const { callIdInAnswer } = this.begin(record, {
			secret,
			results: (decision) => {
				if (record.callback_url === null) return [];
				return [{ url: record.callback_url, body: resultBody(record, decision), secret }];
			},
		});
		return {
			success: true,
			workflow_id: record.workflow_id,
			call_id: callIdInAnswer ? record.call_id : null,
		};
	}

	private beginWorkflowCall(
		start: WorkflowCallStart,
		workflow: WorkflowRecord,
		idempotencyKey?: string,
	): CallRecord {
		const { newId, webhooks } = this.options;
		const record: WorkflowCallRecord = {
			call_id: newId(),
			workflow_id: workflow.id,
			workflow_name: workflow.name,
			phone_number_from: start.phone_number_from ?? ownNumber,
			recipient_phone: start.recipient_phone,
			recipient_name: start.recipient_name ?? null,
			recipient_email: start.recipient_email ?? null,
			recipient_context: start.recipient_context ?? null,
			prompt: '',
			callback_url: null,
			has_secret: false,
			idempotency_key: idempotencyKey ?? null,
			...this.beginning(),
		};
		this.begin(record, {
			secret: null,
			results: (decision) => {
				const body = webhookBody(record, decision);
				return webhooks
					.ofWorkflow(workflow.id)
					.map(({ id, webhook_url: url }) => ({ url, body, secret: null, webhookId: id }));
			},
		});
		return record;
	}

	private beginning() {
		return { created_at: isoTime(this.options.clock), outcome: null, ended_at: null };
	}

	private begin(record: CallRecord, { secret, results }: Pick<Call, 'secret' | 'results'>): Script {
		const { faults, emit } = this.options;
		const script = this.scripts.numbers[record.recipient_phone] ?? this.scripts.default;
		this.calls.set(record.call_id, {
			record,
			script,
			secret,
			results,
			callbackFault: faults.takeForCallback(record.recipient_phone),
			cancelEnding: this.planEnding(record.call_id, script),
		});
		emit({ type: 'callPlaced', call: record });
		return script;
	}

	private planEnding(callId: string, script: Script): () => void {
		const { outcome } = script;
		if (outcome === 'manual') return () => {};
		return this.timetable.plan(script.afterMs, async () => {
			await this.end(this.call(callId), { ...script, outcome });
		});
	}

	private async end(call: Call, decision: Decision): Promise<DeliveryRecord | null> {
		const { clock, emit } = this.options;
		const messages = call.results(decision);
		call.record = { ...call.record, outcome: decision.outcome, ended_at: isoTime(clock) };
		emit({
			type: 'callEnded',
			call: call.record,
			...(isWorkflowCall(call.record) ? { webhooks: messages.length } : {}),
		});
		const fault = call.callbackFault;
		if (messages.length === 0 || fault?.kind === 'noCallback') return null;
		const send = async () =>
			await Promise.all(messages.map((message) => this.courier.deliver(call.record, message)));
		if (fault?.kind === 'lateCallback') {
			this.timetable.plan(fault.delayMs, async () => void (await send()));
			return null;
		}
		const [first] = await send();
		return first ?? null;
	}
}

function isWorkflowCall(call: CallRecord): boolean {
	return call.workflow_name !== undefined;
}

function isoTime(clock: Clock): string {
	return new Date(clock.now()).toISOString();
}
