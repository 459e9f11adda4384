import { maskPhoneNumber, maskPhoneNumbersIn } from './phone-mask';
import type { SimulatorEvent } from './records';

/** One line of text for an event, with phone numbers masked and nothing of secrets or queries. */
export function eventLine(event: SimulatorEvent): string {
	switch (event.type) {
		case 'callPlaced': {
			const { recipient_phone: number, prompt, call_id: callId } = event.call;
			return `call placed    ${maskPhoneNumber(number)}  ${callId}  "${inShort(prompt)}"`;
		}
		case 'callAnswered': {
			const { recipient_phone: number, call_id: callId } = event.call;
			return `call answered  ${maskPhoneNumber(number)}  ${callId}`;
		}
		case 'turnSaid': {
			const { role, content } = event.turn;
			return `said           ${maskPhoneNumber(event.call.recipient_phone)}  ${role}: "${inShort(content)}"`;
		}
		case 'callEnded': {
			const { recipient_phone: number, call_id: callId, outcome, callback_url: url } = event.call;
			const destination = url === null ? ' (no callback URL: the result goes nowhere)' : '';
			return `call ended     ${maskPhoneNumber(number)}  ${callId}  ${outcome}${destination}`;
		}
		case 'deliveryDone': {
			const { recipient_phone: number, url, status, error, duration_ms: ms } = event.delivery;
			const answer = error ?? `answered ${status} after ${ms} ms`;
			return `result posted  ${maskPhoneNumber(number)}  to ${new URL(url).host}: ${answer}`;
		}
		case 'requestRefused':
			return `refused        ${event.status} ${event.error}`;
		case 'faultMet':
			return `fault          ${maskPhoneNumber(event.recipient_phone)}  ${event.kind}`;
	}
}

function inShort(prompt: string): string {
	const line = maskPhoneNumbersIn(prompt.replace(/\s+/g, ' ').trim());
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
