import { isoTime } from '../clock';
import type { Plan } from '../plan/plan';
import type { RecordedCall } from '../plan/replay';
import type { Decision, Script } from '../plan/script';
import type { CallRecord, DeliveryRecord } from '../records';
import type { Call, CallAnswer, NewCall, PromptCall, WorkflowCall } from './call';
import { CallBook } from './call-book';
import type { CourierOptions } from './courier';
import { IdempotencyStore } from './idempotency';
import { callWithPrompt, callWithWorkflow, isWorkflowCall } from './new-call';
import { RecordedCalls } from './recorded-calls';
import { Refusal } from './refusal';
import { Results, type Resend } from './results';
import { Talk } from './talk';
import { Timetable } from './timetable';
import type { WebhookRegistry } from './webhook-registry';
import { findWorkflow, type WorkflowRecord } from './workflows';

export interface SwitchboardOptions extends CourierOptions {
	readonly plan: Plan;
	readonly workflows: readonly WorkflowRecord[];
	readonly webhooks: WebhookRegistry;
	readonly idempotencyWindowMs: number;
}

/** Places calls, ends them as the plan says and delivers their results. */
export class Switchboard {
	readonly calls = new CallBook();
	private readonly answers: IdempotencyStore<CallAnswer>;
	private readonly timetable: Timetable;
	private readonly talk: Talk;
	private readonly results: Results;
	private readonly recorded: RecordedCalls;

	constructor(private readonly options: SwitchboardOptions) {
		this.answers = new IdempotencyStore(options.idempotencyWindowMs);
		this.timetable = new Timetable(options.clock);
		this.talk = new Talk(options);
		this.results = new Results(options, this.timetable);
		const { calls, timetable, results } = this;
		const [begin, hangUp] = [this.begin.bind(this), this.hangUp.bind(this)];
		this.recorded = new RecordedCalls({ calls, timetable, results, begin, hangUp }, options);
	}

	/** Makes the call, or finds the one that was made with the same idempotency key. */
	place(request: PromptCall): CallAnswer {
		return this.once(request.idempotency_key, () => {
			const terms = this.options.plan.termsFor(request.recipient_phone);
			const { call_id, workflow_id } = this.begin(callWithPrompt(request, terms, this.options));
			return {
				success: true,
				workflow_id,
				call_id: terms.script.callIdInAnswer ? call_id : null,
			};
		});
	}

	/** The same for a call with a workflow made beforehand. */
	placeWithWorkflow(request: WorkflowCall, workflow: WorkflowRecord): CallAnswer {
		return this.once(request.idempotency_key, () => {
			this.beginWorkflowCall(request, workflow);
			return workflowCallAnswer;
		});
	}

	/** Makes the call that was recorded; a repeat with the request's key finds it. */
	placeRecorded(request: PromptCall, recorded: RecordedCall): void {
		const { call_id, workflow_id } = this.recorded.place(request, recorded);
		this.keep(request.idempotency_key, { success: true, workflow_id, call_id });
	}

	/** The same for a call with a workflow made beforehand. */
	placeRecordedWithWorkflow(
		request: WorkflowCall,
		workflow: WorkflowRecord,
		recorded: RecordedCall,
	): void {
		this.recorded.placeWithWorkflow(request, workflow, recorded);
		this.keep(request.idempotency_key, workflowCallAnswer);
	}

	/** Whether a call was made with this key that a repeat would find. */
	hasAnswered(key: string | undefined): boolean {
		return this.answerTo(key) !== undefined;
	}

	/** Begins a call of a workflow that no request asked for. */
	startWorkflowCall(start: WorkflowCall): CallRecord {
		const workflow = findWorkflow(this.options.workflows, start.workflow_id);
		if (!workflow) throw new Refusal(404, `There is no workflow ${start.workflow_id}`);
		return this.beginWorkflowCall(start, workflow);
	}

	/** A person picks up: the call goes on until it is decided, whatever its script said. */
	answer(callId: string): CallRecord {
		return this.talk.answer(this.calls.openCall(callId));
	}

	/** The person who picked up says something, and the simulated assistant goes on. */
	say(callId: string, content: string): CallRecord {
		return this.talk.say(this.calls.openCall(callId), content);
	}

	/**
	 * Ends a call that still goes on, and delivers its result unless a fault prevents it. Of several
	 * deliveries, all are made and the first is given back.
	 */
	async decide(callId: string, decision: Decision): Promise<DeliveryRecord | null> {
		const call = this.calls.openCall(callId);
		call.cancelEnding();
		const { turns } = call.record;
		const said = turns.length > 0 ? { messages: [...turns] } : {};
		return await this.end(call, { ...call.script, ...said, ...decision });
	}

	/** Sends the result of a delivery once more, with the changes that `resend` names. */
	async resend(deliveryId: string, resend: Resend): Promise<DeliveryRecord> {
		return await this.results.resend(deliveryId, resend, (callId) => this.calls.call(callId));
	}

	/** Resolves after `delayMs` of the simulator's clock, or at once on `reset` and `close`. */
	async pause(delayMs: number): Promise<void> {
		await this.timetable.pause(delayMs);
	}

	deliveryRecords(): DeliveryRecord[] {
		return this.results.records();
	}

	/** Forgets every call and breaks off deliveries that are underway. */
	reset(): void {
		this.results.reset();
		this.timetable.callOffAll();
		this.calls.clear();
		this.answers.clear();
	}

	private answerTo(key: string | undefined): CallAnswer | undefined {
		return key === undefined ? undefined : this.answers.find(key, this.options.clock.now());
	}

	private once(key: string | undefined, start: () => CallAnswer): CallAnswer {
		const earlier = this.answerTo(key);
		if (earlier) return earlier;
		const answer = start();
		this.keep(key, answer);
		return answer;
	}

	private keep(key: string | undefined, answer: CallAnswer): void {
		if (key !== undefined) this.answers.keep(key, answer, this.options.clock.now());
	}

	private beginWorkflowCall(request: WorkflowCall, workflow: WorkflowRecord): CallRecord {
		const terms = this.options.plan.termsFor(request.recipient_phone);
		return this.begin(callWithWorkflow(request, workflow, terms, this.options));
	}

	private begin(
		call: NewCall,
		planEnding = () => this.planEnding(call.record.call_id, call.script),
	): CallRecord {
		const { record } = call;
		const cancelEnding = planEnding();
		this.calls.add({ ...call, told: null, cancelEnding });
		this.options.emit({ type: 'callPlaced', call: record });
		return record;
	}

	private planEnding(callId: string, script: Script): () => void {
		const { outcome } = script;
		if (outcome === 'manual') return () => {};
		return this.timetable.plan(script.afterMs, async () => {
			await this.end(this.calls.call(callId), { ...script, outcome });
		});
	}

	private async end(call: Call, decision: Decision): Promise<DeliveryRecord | null> {
		this.hangUp(call, decision);
		return await this.results.tell(call, decision);
	}

	/** Ends a call, and tells nobody its result. */
	private hangUp(call: Call, { outcome }: Pick<Decision, 'outcome'>): void {
		const { clock, emit } = this.options;
		const told = call.receivers();
		call.told = told;
		call.record = { ...call.record, outcome, ended_at: isoTime(clock) };
		emit({
			type: 'callEnded',
			call: call.record,
			...(isWorkflowCall(call.record) ? { webhooks: told.length } : {}),
		});
	}
}

const workflowCallAnswer: CallAnswer = {
	success: true,
	message: 'Thank you, our AI agent will call in a moment.',
};
