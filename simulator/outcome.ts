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

interface Ending {
	readonly callStatus: string;
	readonly providerStatus: string;
	readonly summary: (task: string) => string;
	readonly messages: (task: string) => unknown[];
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
	const ending = endings[decision.outcome];
	const task = inShort(call.prompt);
	const payload: ResultPayload = {
		call_id: call.call_id,
		workflow_id: call.workflow_id,
		call_status: ending.callStatus,
		provider_status: ending.providerStatus,
		call_summary: decision.summary === undefined ? ending.summary(task) : decision.summary,
		messages: decision.messages ?? ending.messages(task),
		context: decision.context ?? null,
		form_fills: decision.form_fills ?? [],
		created_at: call.created_at,
	};
	const merged: Record<string, unknown> = { ...payload, ...decision.payload };
	for (const field of decision.omit ?? []) delete merged[field];
	return JSON.stringify(merged);
}

function inShort(prompt: string): string {
	const line = prompt.replace(/\s+/g, ' ').trim();
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
