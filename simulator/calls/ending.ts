import type { Outcome } from '../outcome';
import type { Decision } from '../plan/script';

interface Message {
	readonly role: 'assistant' | 'user';
	readonly content: string;
}

/** What CallCow says of a call that has ended in one way. */
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
		summary: (task) => `No one picked up. The task was: ${task}`,
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

/** The `provider_status` of an outcome. */
export function providerStatus(outcome: Outcome): string {
	return endings[outcome].providerStatus;
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

function inShort(prompt: string): string {
	const line = prompt.replace(/\s+/g, ' ').trim();
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
