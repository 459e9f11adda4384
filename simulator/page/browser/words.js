// How things are called on the page.

export const outcomeWords = {
	answered: 'Answered',
	voicemail: 'Voicemail',
	no_answer: 'No answer',
	busy: 'Busy',
	failed: 'Failed',
	canceled: 'Canceled',
};

/** @returns one of ringing, talking and the outcomes */
export function statusOf(call) {
	return call.outcome ?? (call.answered_at ? 'talking' : 'ringing');
}

export function statusWord(call) {
	return outcomeWords[call.outcome] ?? (call.answered_at ? 'Talking' : 'Ringing');
}

/** What the call is about, in the words of who placed it. */
export function taskOf(call) {
	return isWorkflowCall(call) ? workflowWord(call.workflow_name, call.workflow_id) : call.prompt;
}

/** Whether the call follows a workflow made beforehand, and so has no prompt of its own. */
export function isWorkflowCall(call) {
	return call.workflow_name !== undefined;
}

export function workflowWord(name, id) {
	return name === null ? `Workflow ${id}` : `Workflow “${name}”`;
}

/** Why nobody is told the result of a call. */
export function nowhereWord(call) {
	return isWorkflowCall(call) ? 'no webhook for this workflow' : 'no callback URL was given';
}

export function timeOf(iso) {
	return new Date(iso).toLocaleTimeString([], { hour12: false });
}

export function inShort(text, length = 90) {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** Why the result of a call goes nowhere at the moment, or how it fared. */
export function deliveryWord(call) {
	const last = call.deliveries.at(-1);
	if (last) return answerWord(last);
	if (call.receivers.length === 0) return `The result goes nowhere: ${nowhereWord(call)}`;
	if (!call.outcome) return '';
	if (call.callback_fault === 'noCallback') return 'Result withheld by a fault';
	if (call.callback_fault === 'lateCallback') return 'Result delayed by a fault';
	if (call.callback_fault === 'doubleCallback') return 'Result duplicated by a fault';
	return 'Result sent; n8n has not responded yet';
}

export function answerWord({ status, error, duration_ms: ms }) {
	return error ? `n8n did not respond: ${error}` : `n8n responded with ${status} after ${ms} ms`;
}

/** JSON as people read it; any other text as it is. */
export function readable(value) {
	if (typeof value !== 'string') return JSON.stringify(value, null, 2);
	try {
		return JSON.stringify(JSON.parse(value), null, 2);
	} catch {
		return value;
	}
}
