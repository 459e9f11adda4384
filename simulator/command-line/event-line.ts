import { browser } from '../phone-number';
import type { CallRecord, SimulatorEvent } from '../records';
import { maskPhoneNumber, maskPhoneNumbersIn } from './phone-mask';

/** One line of text for an event, with phone numbers masked and nothing of secrets or queries. */
export function eventLine(event: SimulatorEvent): string {
	switch (event.type) {
		case 'callPlaced': {
			const { recipient_phone: number, call_id: callId } = event.call;
			return `call placed    ${masked(number)}  ${callId}  ${taskOf(event.call)}`;
		}
		case 'callAnswered': {
			const { recipient_phone: number, call_id: callId } = event.call;
			return `call answered  ${masked(number)}  ${callId}`;
		}
		case 'turnSaid': {
			const { role, content } = event.turn;
			return `said           ${masked(event.call.recipient_phone)}  ${role}: "${inShort(content)}"`;
		}
		case 'callEnded': {
			const { recipient_phone: number, call_id: callId, outcome } = event.call;
			return `call ended     ${masked(number)}  ${callId}  ${outcome}${whyNowhere(event)}`;
		}
		case 'deliveryDone': {
			const { recipient_phone: number, url, status, error, duration_ms: ms } = event.delivery;
			const answer = error ?? `responded with ${status} after ${ms} ms`;
			return `result posted  ${masked(number)}  to ${new URL(url).host}: ${answer}`;
		}
		case 'webhookRegistered':
		case 'webhookRemoved': {
			const { id, webhook_url: url, name } = event.webhook;
			const what = event.type === 'webhookRegistered' ? 'webhook added  ' : 'webhook gone   ';
			return `${what}${id}  to ${new URL(url).host}  "${inShort(name)}"`;
		}
		case 'requestRefused':
			return `refused        ${event.status} ${event.error}`;
		case 'requestReplayed':
			return `as recorded    ${maskPhoneNumber(event.recipient_phone)}  ${event.status ?? 'no response'}`;
		case 'requestNotRecorded':
			return `not recorded   ${maskPhoneNumber(event.recipient_phone)}  handled as usual`;
		case 'faultMet':
			return `fault          ${maskPhoneNumber(event.recipient_phone)}  ${event.kind}`;
	}
}

function taskOf({ prompt, workflow_id: id, workflow_name: name }: CallRecord): string {
	if (name === undefined) return `"${inShort(prompt)}"`;
	return `workflow ${name === null ? id : `"${inShort(name)}"`}`;
}

type CallEnded = Extract<SimulatorEvent, { type: 'callEnded' }>;

function whyNowhere({ call, webhooks }: CallEnded): string {
	if (webhooks === undefined) {
		return call.callback_url === null ? ' (no callback URL: the result is not sent)' : '';
	}
	return webhooks === 0 ? ' (no webhook for this workflow: the result is not sent)' : '';
}

function masked(recipient: string): string {
	return recipient === browser ? browser : maskPhoneNumber(recipient);
}

function inShort(prompt: string): string {
	const line = maskPhoneNumbersIn(prompt.replace(/\s+/g, ' ').trim());
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
