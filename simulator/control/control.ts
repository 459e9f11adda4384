import { z } from 'zod';
import type { RateLimit } from '../api/rate-limit';
import type { RequestLog } from '../api/request-log';
import { Refusal } from '../calls/refusal';
import type { Switchboard } from '../calls/switchboard';
import type { WebhookRegistry } from '../calls/webhook-registry';
import type { SimulatorClock } from '../clock';
import { faultSchema, type FaultInput } from '../plan/faults';
import type { Plan } from '../plan/plan';
import {
	decisionSchema,
	scriptSettingsSchema,
	type DecisionInput,
	type ScriptSettings,
	type ScriptSettingsInput,
} from '../plan/script';
import {
	standingFaultsSchema,
	type StandingFaults,
	type StandingFaultsInput,
} from '../plan/standing-faults';
import type { CallRecord, DeliveryRecord, RequestRecord, WebhookRecord } from '../records';
import {
	advanceSchema,
	checkN8nSchema,
	resendSchema,
	saySchema,
	workflowCallStartSchema,
	type ResendInput,
	type WorkflowCallStartInput,
} from './commands';
import { checkN8n, type N8nCheck } from './n8n-check';

/**
 * Everything that can be asked of a running simulator besides phoning. The control routes offer
 * the same over HTTP.
 */
export interface Control {
	/** Every request to the API, the earliest first. */
	requests(): RequestRecord[];
	/** Every call that was placed, the earliest first. */
	calls(): CallRecord[];
	/** Every delivery that is over, the earliest first. */
	deliveries(): DeliveryRecord[];
	/** Every webhook that is registered, the earliest first. */
	webhooks(): WebhookRecord[];
	/**
	 * Begins a call of a workflow that was not placed through the API, such as one that comes in or,
	 * to `browser`, one made in the dashboard. Its result goes to the workflow's webhooks.
	 */
	startWorkflowCall(start: WorkflowCallStartInput): CallRecord;
	/** Sets what happens to calls placed from now on; what is not given stays as it is. */
	script(settings: ScriptSettingsInput): ScriptSettings;
	/** A person picks up a call that rings; the simulated assistant says its first words. */
	answer(callId: string): CallRecord;
	/** The person who picked up says something; the simulated assistant answers. */
	say(callId: string, words: { content: string }): CallRecord;
	/**
	 * Ends a call that still goes on and resolves when its result was delivered, with the first
	 * delivery if it has several; with `null` when nobody is to be told or a fault holds the result
	 * back.
	 */
	decide(callId: string, decision: DecisionInput): Promise<DeliveryRecord | null>;
	/** Sends a result once more, with another secret, body or headers if given. */
	resend(deliveryId: string, changes?: ResendInput): Promise<DeliveryRecord>;
	/** Queues faults for the requests that come next. */
	fault(faults: FaultInput | FaultInput[]): void;
	/** Takes back faults that wait and faults that stay. */
	clearFaults(): void;
	/** Changes the faults that stay; what is not given stays as it is. */
	standingFaults(changes?: StandingFaultsInput): StandingFaults;
	/** Asks an n8n at this address whether it is there, as the delivery of a result would find it. */
	checkN8n(input: { address: string }): Promise<N8nCheck>;
	/** Moves time forward; resolves when everything that became due has finished. */
	advance(ms: number): Promise<void>;
	/**
	 * Forgets calls, deliveries, requests, webhooks, faults, keys and the pace; scripts as at the
	 * start.
	 */
	reset(): void;
}

export function createControl(parts: {
	clock: SimulatorClock;
	plan: Plan;
	rateLimit: RateLimit;
	requestLog: RequestLog;
	switchboard: Switchboard;
	webhooks: WebhookRegistry;
	/** Called when settings or faults were changed, or all was forgotten. */
	onChange: (change: 'settings' | 'reset') => void;
}): Control {
	const { clock, plan, rateLimit, requestLog, switchboard, webhooks, onChange } = parts;
	return {
		requests: () => requestLog.records(),
		calls: () => switchboard.calls.records(),
		deliveries: () => switchboard.deliveryRecords(),
		webhooks: () => webhooks.records(),
		startWorkflowCall: (start) =>
			switchboard.startWorkflowCall(read(workflowCallStartSchema, start)),
		script: (settings) => {
			const changed = plan.changeScripts(read(scriptSettingsSchema, settings));
			onChange('settings');
			return changed;
		},
		answer: (callId) => switchboard.answer(callId),
		say: (callId, words) => switchboard.say(callId, read(saySchema, words).content),
		decide: async (callId, decision) =>
			await switchboard.decide(callId, read(decisionSchema, decision)),
		resend: async (deliveryId, changes = {}) =>
			await switchboard.resend(deliveryId, read(resendSchema, changes)),
		fault: (wanted) => {
			const list = Array.isArray(wanted) ? wanted : [wanted];
			// All are read before the first is queued: a bad list leaves nothing behind.
			for (const fault of list.map((input) => read(faultSchema, input)))
				plan.waitingFaults.add(fault);
			onChange('settings');
		},
		clearFaults: () => {
			plan.clearFaults();
			onChange('settings');
		},
		standingFaults: (changes = {}) => {
			const standing = plan.stand(read(standingFaultsSchema, changes));
			onChange('settings');
			return standing;
		},
		checkN8n: async (input) => await checkN8n(read(checkN8nSchema, input).address),
		advance: async (ms) => await clock.advance(read(advanceSchema, { ms }).ms),
		reset: () => {
			switchboard.reset();
			webhooks.clear();
			requestLog.clear();
			plan.reset();
			rateLimit.clear();
			onChange('reset');
		},
	};
}

function read<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown): z.output<Schema> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	throw new Refusal(400, 'Validation failed', parsed.error.flatten());
}
