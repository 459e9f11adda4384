import { nextTurn } from './assistant';
import type { CallRequest } from './call-request';
import type { Clock } from './clock';
import { postCallback } from './delivery';
import type { CallbackFault, FaultQueue } from './faults';
import { hideAuthorization } from './hidden';
import { IdempotencyStore } from './idempotency';
import { resultBody } from './outcome';
import type { CallRecord, DeliveryRecord, SimulatorEvent, Turn } from './records';
import { ControlRefusal } from './refusal';
import {
	changeScripts,
	initialScripts,
	type Decision,
	type Script,
	type ScriptSettings,
} from './script';
import { Timetable } from './timetable';

/** The 200 answer of `POST /call-prompt`. */
export interface CallAnswer {
	readonly success: true;
	readonly workflow_id: string;
	readonly call_id: string | null;
}

export interface Resend {
	/** Instead of the call's own secret; `null` sends none. */
	readonly secret?: string | null | undefined;
	/** Sent as it is instead of the result. */
	readonly body?: string | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface SwitchboardOptions {
	readonly clock: Clock;
	readonly faults: FaultQueue;
	readonly newId: () => string;
	readonly deliveryTimeLimitMs: number;
	readonly scripts: Parameters<typeof changeScripts>[1];
	readonly emit: (event: SimulatorEvent) => void;
}

interface Call {
	record: CallRecord;
	readonly script: Script;
	readonly secret: string | null;
	readonly callbackFault: CallbackFault | undefined;
	readonly cancelEnding: () => void;
}

/** Places calls, ends them as their script says and delivers their results. */
export class Switchboard {
	private readonly calls = new Map<string, Call>();
	private readonly answers = new IdempotencyStore<CallAnswer>();
	private readonly timetable: Timetable;
	private deliveries: DeliveryRecord[] = [];
	private scripts: ScriptSettings;
	private underway = new AbortController();

	constructor(private readonly options: SwitchboardOptions) {
		this.timetable = new Timetable(options.clock);
		this.scripts = this.startingScripts();
	}

	/** Makes the call, or finds the one that was made with the same idempotency key. */
	place(request: CallRequest): CallAnswer {
		const now = this.options.clock.now();
		const key = request.idempotency_key;
		const earlier = key === undefined ? undefined : this.answers.find(key, now);
		if (earlier) return earlier;
		const answer = this.startCall(request);
		if (key !== undefined) this.answers.keep(key, answer, now);
		return answer;
	}

	/** Whether a call was made with this key that a repeat would find. */
	hasAnswered(key: string | undefined): boolean {
		return key !== undefined && this.answers.find(key, this.options.clock.now()) !== undefined;
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

	/** Ends a call that still goes on, and delivers its result unless a fault prevents it. */
	async decide(callId: string, decision: Decision): Promise<DeliveryRecord | null> {
		const call = this.openCall(callId);
		call.cancelEnding();
		const { turns } = call.record;
		const said = turns.length > 0 ? { messages: [...turns] } : {};
		return await this.end(call, { ...call.script, ...said, ...decision });
	}

	/** Sends the result of a delivery once more, with the changes that `resend` names. */
	async resend(deliveryId: string, resend: Resend): Promise<DeliveryRecord> {
		const delivery = this.deliveries.find(({ id }) => id === deliveryId);
		if (!delivery) throw new ControlRefusal(404, `There is no delivery ${deliveryId}`);
		const call = this.call(delivery.call_id);
		return await this.deliver(call, {
			url: delivery.url,
			body: resend.body ?? delivery.request_body,
			secret: resend.secret === undefined ? call.secret : resend.secret,
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

	deliveryRecords(): DeliveryRecord[] {
		return [...this.deliveries];
	}

	/** Forgets everything and breaks off deliveries that are underway. */
	reset(): void {
		this.underway.abort();
		this.underway = new AbortController();
		this.timetable.callOffAll();
		this.calls.clear();
		this.answers.clear();
		this.deliveries = [];
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

	private startCall(request: CallRequest): CallAnswer {
		const { clock, faults, newId, emit } = this.options;
		const script = this.scripts.numbers[request.recipient_phone] ?? this.scripts.default;
		const callbackFault = faults.takeForCallback(request.recipient_phone);
		const record: CallRecord = {
			call_id: newId(),
			workflow_id: newId(),
			recipient_phone: request.recipient_phone,
			prompt: request.prompt,
			callback_url: request.callback_url ?? null,
			has_secret: request.callback_secret !== undefined,
			idempotency_key: request.idempotency_key ?? null,
			created_at: isoTime(clock),
			planned_outcome: script.outcome === 'manual' ? null : script.outcome,
			callback_fault: callbackFault?.kind ?? null,
			answered_at: null,
			turns: [],
			outcome: null,
			ended_at: null,
		};
		const call: Call = {
			record,
			script,
			secret: request.callback_secret ?? null,
			callbackFault,
			cancelEnding: this.planEnding(record.call_id, script),
		};
		this.calls.set(record.call_id, call);
		emit({ type: 'callPlaced', call: record });
		return {
			success: true,
			workflow_id: record.workflow_id,
			call_id: script.callIdInAnswer ? record.call_id : null,
		};
	}

	private planEnding(callId: string, script: Script): () => void {
		const { outcome } = script;
		if (outcome === 'manual') return () => {};
		return this.timetable.plan(script.afterMs, async () => {
			await this.end(this.call(callId), { ...script, outcome });
		});
	}

	private async end(call: Call, decision: Decision): Promise<DeliveryRecord | null> {
		call.record = {
			...call.record,
			outcome: decision.outcome,
			ended_at: isoTime(this.options.clock),
		};
		this.options.emit({ type: 'callEnded', call: call.record });
		const { callback_url: url } = call.record;
		const fault = call.callbackFault;
		if (url === null || fault?.kind === 'noCallback') return null;
		const body = resultBody(call.record, decision);
		const send = async () => await this.deliver(call, { url, body, secret: call.secret });
		if (fault?.kind === 'lateCallback') {
			this.timetable.plan(fault.delayMs, async () => void (await send()));
			return null;
		}
		return await send();
	}

	private async deliver(
		call: Call,
		message: {
			url: string;
			body: string;
			secret: string | null;
			headers?: Resend['headers'];
			resent?: boolean;
		},
	): Promise<DeliveryRecord> {
		const { clock, newId, deliveryTimeLimitMs, emit } = this.options;
		const { signal } = this.underway;
		const startedAt = clock.now();
		const request = {
			url: message.url,
			body: message.body,
			headers: {
				'content-type': 'application/json',
				'user-agent': 'callcow-simulator',
				// A connection kept open would keep the receiver from closing in time.
				connection: 'close',
				...(message.secret === null ? {} : { authorization: `Bearer ${message.secret}` }),
				...message.headers,
			},
		};
		const answer = await postCallback(request, { timeLimitMs: deliveryTimeLimitMs, signal });
		const delivery: DeliveryRecord = {
			id: newId(),
			call_id: call.record.call_id,
			workflow_id: call.record.workflow_id,
			recipient_phone: call.record.recipient_phone,
			url: message.url,
			resent: message.resent ?? false,
			sent_at: new Date(startedAt).toISOString(),
			request_headers: withoutSecrets(request.headers),
			request_body: message.body,
			status: answer.status,
			response_body: answer.body,
			duration_ms: clock.now() - startedAt,
			error: answer.error,
		};
		// A delivery broken off by a reset belongs to what was forgotten.
		if (!signal.aborted) {
			this.deliveries.push(delivery);
			emit({ type: 'deliveryDone', delivery });
		}
		return delivery;
	}
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			name.toLowerCase() === 'authorization' ? hideAuthorization(value) : value,
		]),
	);
}

function isoTime(clock: Clock): string {
	return new Date(clock.now()).toISOString();
}
