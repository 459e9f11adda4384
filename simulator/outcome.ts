import type { CallRecord } from './records';
import type { Decision } from './script';

export const outcomes = [
	'answered',
	'voicemail',
	'no_answer',
	'busy',
	'failed',
	'canceled',
] as const;

export type Outcome = (typeof outcomes)[number];

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

interface Message {
	readonly role: 'assistant' | 'user';
	readonly content: string;
}

interface Ending {
	readonly callStatus: string;
	readonly providerStatus: string;
	readonly summary: (task: string) => string;
	readonly messages: (task: string) => Message[];
}

const nothingSaid = () => [];

const endings: Record<Outcome, Ending> = {
	answered: {
		callStatus: 'success',
		providerStatus: 'completed',
		summary: (task) => `The person answered and agreed. The task was: ${task}`,
		messages: (task) => [
			{ role: 'assistant', content: `Hello, I am an AI assistant. I am calling about: ${task}` },
			{ role: 'user', content: 'Yes, that works for me.' },
			{ role: 'assistant', content: 'Thank you, I will pass that on. Goodbye.' },
		],
	},
	voicemail: {
		callStatus: 'voicemail',
		providerStatus: 'completed',
		summary: (task) => `The call went to voicemail. The task was: ${task}`,
		messages: (task) => [
			{ role: 'assistant', content: `Hello, this is an AI assistant calling about: ${task}` },
		],
	},
	no_answer: {
		callStatus: 'not_picked_up',
		providerStatus: 'no-answer',
		summary: (task) => `Nobody picked up. The task was: ${task}`,
		messages: nothingSaid,
	},
	busy: {
		callStatus: 'not_picked_up',
		providerStatus: 'busy',
		summary: (task) => `The line was busy. The task was: ${task}`,
		messages: nothingSaid,
	},
	failed: {
		callStatus: 'not_picked_up',
		providerStatus: 'failed',
		summary: (task) => `The call could not be connected. The task was: ${task}`,
		messages: nothingSaid,
	},
	canceled: {
		callStatus: 'not_picked_up',
		providerStatus: 'canceled',
		summary: (task) => `The call was canceled before anyone picked up. The task was: ${task}`,
		messages: nothingSaid,
	},
};

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
		provider_status: endings[decision.outcome].providerStatus,
		call_summary: said.call_summary,
		messages: decision.messages ?? said.messages,
		context: decision.context ?? null,
		form_fills: decision.form_fills ?? [],
		created_at: call.created_at,
	};
	return mergedBody(payload, decision);
}

/**
 * What every kind of result says of how the call went. The messages are those that the outcome
 * implies, whatever the decision has.
 *
 * @param task what the call was for
 */
export function saidInResult(
	{ outcome, summary }: Decision,
	task: string,
): { call_status: string; call_summary: string | null; messages: Message[] } {
	const ending = endings[outcome];
	const inBrief = inShort(task);
	return {
		call_status: ending.callStatus,
		call_summary: summary === undefined ? ending.summary(inBrief) : summary,
		messages: ending.messages(inBrief),
	};
}

/** A finished result as JSON text, with the decision's `payload` over it and without its `omit`. */
export function mergedBody(result: object, decision: Decision): string {
	const merged: Record<string, unknown> = { ...result, ...decision.payload };
	for (const field of decision.omit ?? []) delete merged[field];
	return JSON.stringify(merged);
}

function inShort(prompt: string): string {
	const line = prompt.replace(/\s+/g, ' ').trim();
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
