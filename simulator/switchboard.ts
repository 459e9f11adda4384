import { nextTurn } from './assistant';
import type { CallRequest } from './call-request';
import type { Clock } from './clock';
import { Courier, type CourierOptions, type Receiver } from './courier';
import type { CallbackFault, FaultQueue } from './faults';
import { IdempotencyStore } from './idempotency';
import { resultBody } from './outcome';
import type { CallRecord, DeliveryRecord, Turn, WorkflowCallRecord } from './records';
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

/** What was settled for a call before it began. */
interface Terms {
	readonly script: Script;
	readonly callbackFault: CallbackFault | undefined;
}

interface Call extends Terms {
	record: CallRecord;
	readonly secret: string | null;
	/** Who would be told the result if the call ended now. */
	readonly receivers: () => Receiver[];
	/** What they are told. */
	readonly body: (decision: Decision) => string;
	/** Who the receivers were when the call ended; `null` before. */
	told: Receiver[] | null;
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

	/** Whether a call was made with this key that a repeat would find. */
	hasAnswered(key: string | undefined): boolean {
		return this.answerTo(key) !== undefined;
	}

	/** Begins a call of a workflow that no request asked for. */
	startWorkflowCall(start: WorkflowCallStart): CallRecord {
		const workflow = findWorkflow(this.options.workflows, start.workflow_id);
		if (!workflow) throw new ControlRefusal(404, `There is no workflow ${start.workflow_id}`);
		return this.beginWorkflowCall(start, workflow);
	}

	/** A person picks up: the call goes on until it is decided, whatever its script said. */
	answer(callId: string): CallRecord {
		const call = this.openCall(callId);
		if (call.record.answered_at) throw new ControlRefusal(409, 'This call was already answered');
		call.cancelEnding();
		call.record = {
			...call.record,
			answered_at: isoTime(this.options.clock),
			planned_outcome: null,
		};
		this.options.emit({ type: 'callAnswered', call: call.record });
		this.letAssistantSpeak(call);
		return call.record;
	}

	/** The person who picked up says something, and the simulated assistant goes on. */
	say(callId: string, content: string): CallRecord {
		const call = this.openCall(callId);
		if (!call.record.answered_at) throw new ControlRefusal(409, 'Nobody has answered this call');
		this.addTurn(call, { role: 'user', content });
		this.letAssistantSpeak(call);
		return call.record;
	}

	/**
	 * Ends a call that still goes on, and delivers its result unless a fault prevents it. Of several
	 * deliveries, all are made and the first is given back.
	 */
	async decide(callId: string, decision: Decision): Promise<DeliveryRecord | null> {
		const call = this.openCall(callId);
		call.cancelEnding();
		const { turns } = call.record;
		const said = turns.length > 0 ? { messages: [...turns] } : {};
		return await this.end(call, { ...call.script, ...said, ...decision });
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

	scriptSettings(): ScriptSettings {
		return this.scripts;
	}

	callCount(): number {
		return this.calls.size;
	}

	callRecords(): CallRecord[] {
		return [...this.calls.values()].map((call) => call.record);
	}

	/** The addresses that are told the result of a call: now, or, when it has ended, then. */
	receiversOf(callId: string): string[] {
		const call = this.call(callId);
		return (call.told ?? call.receivers()).map(({ url }) => url);
	}

	/** The IDs of the calls of a workflow that go on. */
	openCallsOf(workflowId: string): string[] {
		return this.callRecords()
			.filter(({ workflow_id: id, outcome }) => id === workflowId && !outcome)
			.map(({ call_id: id }) => id);
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

	private openCall(callId: string): Call {
		const call = this.call(callId);
		const { outcome } = call.record;
		if (!outcome) return call;
		throw new ControlRefusal(409, `This call has already ended with outcome "${outcome}"`);
	}

	private letAssistantSpeak(call: Call): void {
		const turn = nextTurn(call.record.prompt, call.record.turns);
		if (turn) this.addTurn(call, turn);
	}

	private addTurn(call: Call, turn: Turn): void {
		call.record = { ...call.record, turns: [...call.record.turns, turn] };
		this.options.emit({ type: 'turnSaid', call: call.record, turn });
	}

	private answerTo(key: string | undefined): CallAnswer | undefined {
		return key === undefined ? undefined : this.answers.find(key, this.options.clock.now());
	}

	private once(key: string | undefined, start: () => CallAnswer): CallAnswer {
		const earlier = this.answerTo(key);
		if (earlier) return earlier;
		const now = this.options.clock.now();
		const answer = start();
		if (key !== undefined) this.answers.keep(key, answer, now);
		return answer;
	}

	private startCall(request: CallRequest): CallAnswer {
		const { newId } = this.options;
		const { callback_url: url = null, callback_secret: secret = null } = request;
		const terms = this.termsFor(request.recipient_phone);
		const record: CallRecord = {
			call_id: newId(),
			workflow_id: newId(),
			recipient_phone: request.recipient_phone,
			prompt: request.prompt,
			callback_url: url,
			has_secret: secret !== null,
			idempotency_key: request.idempotency_key ?? null,
			...this.beginning(terms),
		};
		this.begin({
			record,
			...terms,
			secret,
			receivers: () => (url === null ? [] : [{ url, secret }]),
			body: (decision) => resultBody(record, decision),
		});
		return {
			success: true,
			workflow_id: record.workflow_id,
			call_id: terms.script.callIdInAnswer ? record.call_id : null,
		};
	}

	private beginWorkflowCall(
		start: WorkflowCallStart,
		workflow: WorkflowRecord,
		idempotencyKey?: string,
	): CallRecord {
		const { newId, webhooks } = this.options;
		const terms = this.termsFor(start.recipient_phone);
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
			...this.beginning(terms),
		};
		this.begin({
			record,
			...terms,
			secret: null,
			receivers: () =>
				webhooks
					.ofWorkflow(workflow.id)
					.map(({ id, webhook_url: url }) => ({ url, secret: null, webhookId: id })),
			body: (decision) => webhookBody(record, decision),
		});
		return record;
	}

	private termsFor(recipient: string): Terms {
		return {
			script: this.scripts.numbers[recipient] ?? this.scripts.default,
			callbackFault: this.options.faults.takeForCallback(recipient),
		};
	}

	private beginning({ script, callbackFault }: Terms) {
		return {
			created_at: isoTime(this.options.clock),
			planned_outcome: script.outcome === 'manual' ? null : script.outcome,
			callback_fault: callbackFault?.kind ?? null,
			answered_at: null,
			turns: [],
			outcome: null,
			ended_at: null,
		};
	}

	private begin(call: Omit<Call, 'told' | 'cancelEnding'>): void {
		const { record, script } = call;
		const cancelEnding = this.planEnding(record.call_id, script);
		this.calls.set(record.call_id, { ...call, told: null, cancelEnding });
		this.options.emit({ type: 'callPlaced', call: record });
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
		const told = call.receivers();
		call.told = told;
		call.record = { ...call.record, outcome: decision.outcome, ended_at: isoTime(clock) };
		emit({
			type: 'callEnded',
			call: call.record,
			...(isWorkflowCall(call.record) ? { webhooks: told.length } : {}),
		});
		const fault = call.callbackFault;
		if (told.length === 0 || fault?.kind === 'noCallback') return null;
		const body = call.body(decision);
		const send = async () =>
			await Promise.all(
				told.map((receiver) => this.courier.deliver(call.record, { ...receiver, body })),
			);
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
