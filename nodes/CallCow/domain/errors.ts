import { BRIEF_AGAIN, CORRECT, LATER, ONCE_MORE, TELL_IN_DOUBT, type NextStep } from './nextStep';

/** What a user reads when something did not work: what happened, then what to do. */
export interface Explanation {
	readonly message: string;
	readonly description: string;
	/** From when on the same would work, where that is known; ISO 8601 with offset. */
	readonly callableAt?: string;
	/** For a model, in place of the description; without one, it is a setting. */
	readonly next?: NextStep;
}

/** A call that CallCow did not confirm. */
export interface CallFailure extends Explanation {
	/** `unknown`: CallCow may have placed it before the answer was lost. */
	readonly placed: 'no' | 'unknown';
	/** The HTTP status, when there was an answer. */
	readonly status?: number;
}

/** The fields of a request, as the form names them. */
const FIELD_LABELS: Readonly<Record<string, string>> = {
	prompt: 'Prompt',
	workflow_id: 'Workflow',
	recipient_name: 'Recipient Name',
	recipient_email: 'Recipient Email',
	recipient_context: 'Recipient Context',
	recipient_phone: 'Recipient Phone',
	callback_url: 'Callback URL',
	callback_secret: 'Callback Secret',
	idempotency_key: 'Idempotency Key',
};

const MAY_HAVE_BEEN_PLACED =
	"The call may or may not have been placed: check your calls in CallCow before you run this again. Within five minutes of the first attempt, running it with the same 'Idempotency Key' does not call the person twice.";

/**
 * Explains an answer other than 2xx, after the last retry.
 *
 * @param body what CallCow said, parsed when it was JSON
 * @param tries how often the request was sent
 * @see https://docs.callcow.ai (Call with Prompt: responses)
 */
export function explainAnswer(status: number, body: unknown, tries: number): CallFailure {
	return {
		...explainStatus(status, body, tries),
		status,
		placed: status >= 500 ? 'unknown' : 'no',
	};
}

function explainStatus(status: number, body: unknown, tries: number): Explanation {
	const said = whatCallCowSaid(body);
	switch (status) {
		case 400:
			return {
				message: `CallCow did not accept the request${said}`,
				description: `This call was not placed. ${explainDetails(body)}`,
				next: { sentence: `${explainDetails(body)} ${CORRECT.sentence}` },
			};
		case 401:
			return {
				message: `CallCow did not accept the API key${said}`,
				description:
					"This call was not placed. Open the CallCow credential and paste a key from Settings > API Keys in CallCow. It starts with ck_live_ and is shown only once. Check 'Base URL' too.",
			};
		case 409:
			return {
				message: `CallCow has already used the workflow it made for this call${said}`,
				description:
					"No new call was placed. CallCow uses such a workflow for one call only. Run the item again with a different 'Idempotency Key', or remove that option.",
				next: ONCE_MORE,
			};
		case 410:
			return {
				message: `The workflow CallCow made for this call has expired${said}`,
				description:
					"This call was not placed. Run the item again with a different 'Idempotency Key', or remove that option, and CallCow makes a new workflow.",
				next: ONCE_MORE,
			};
		case 422:
			return {
				message: `CallCow could not make a call from the 'Prompt'${said}`,
				description:
					"This call was not placed. Write the 'Prompt' as you would brief an assistant: who to call, why, when, and where, with all the details.",
				next: { ...BRIEF_AGAIN, parameter: 'prompt' },
			};
		case 429:
			return {
				message: `CallCow's rate limit blocked this call${said}`,
				description:
					'This call was not placed. CallCow accepts 60 requests per minute from each organization. Run the remaining items again in a minute, or ask CallCow for a higher limit.',
				next: { sentence: 'Do not try again for a minute.' },
			};
	}
	if (status >= 500) {
		return {
			message: `CallCow answered with status ${status} ${times(tries)}${said}`,
			description: MAY_HAVE_BEEN_PLACED,
			next: TELL_IN_DOUBT,
		};
	}
	if (status >= 300 && status < 400) {
		return {
			message: `CallCow answered with a redirect (status ${status}), which this node does not follow`,
			description:
				"This call was not placed. Check 'Base URL' in the CallCow credential. The API key is never sent to any other address.",
		};
	}
	return {
		message: `CallCow answered with status ${status}${said}`,
		description:
			"This call was not placed. Check 'Base URL' in the CallCow credential, which is usually https://www.callcow.ai/api.",
	};
}

/** Explains a request that never left, because CallCow has asked to wait for very long. */
export function explainLongPause(waitMs: number): CallFailure & { placed: 'no' } {
	return {
		message: `CallCow's rate limit blocks all calls for another ${duration(waitMs)}`,
		description:
			'This call was not placed. Run the remaining items again after that time, or ask CallCow for a higher limit.',
		next: LATER,
		placed: 'no',
	};
}

/** Explains a key that CallCow would answer with somebody else's call. */
export function explainKeyOfAnotherNumber(): CallFailure & { placed: 'no' } {
	return {
		message: "'Idempotency Key' was used for another number less than five minutes ago",
		description:
			'This call was not placed, because CallCow would treat it as the earlier call and call no one. Use a different key for each person, such as one that contains the number, or remove the option.',
		next: { ...CORRECT, parameter: 'options.idempotencyKey' },
		placed: 'no',
	};
}

/** Explains a call whose result goes to where it was first asked for. */
export function explainResultGoesElsewhere(): CallFailure & { placed: 'no' } {
	return {
		message:
			"A call with this 'Idempotency Key' was placed less than five minutes ago, and its result goes elsewhere",
		description:
			'This run placed no call. CallCow would treat it as the earlier call, whose result goes to the destination set there, so no result would arrive here. To call the person again, use a different key or remove the option.',
		next: { ...CORRECT, parameter: 'options.idempotencyKey' },
		placed: 'no',
	};
}

/** Explains a call that was tried before, and may not be tried again. */
export function explainTooLate(): CallFailure {
	return {
		message: 'CallCow may or may not have placed this call, and it is too late to ask again',
		description: MAY_HAVE_BEEN_PLACED,
		next: TELL_IN_DOUBT,
		placed: 'unknown',
	};
}

/** Explains a request that brought no answer, after the last retry. */
export function explainNoAnswer(reason: string, tries: number): CallFailure {
	return {
		message: `CallCow did not answer ${times(tries)}: ${reason}`,
		description: `Check that this n8n can reach 'Base URL' in the CallCow credential, or raise 'Timeout (Seconds)' under Options. ${MAY_HAVE_BEEN_PLACED}`,
		next: TELL_IN_DOUBT,
		placed: 'unknown',
	};
}

/** Explains a 2xx answer that does not read like one of CallCow's, after the last retry. */
export function explainUnreadableAnswer(status: number, tries: number): CallFailure {
	return {
		message: `CallCow's answer could not be read ${times(tries)}`,
		description: `Check that 'Base URL' in the CallCow credential points to the CallCow API and not to a web page. ${MAY_HAVE_BEEN_PLACED}`,
		next: TELL_IN_DOUBT,
		status,
		placed: 'unknown',
	};
}

/** Explains an answer that was understood and says that no call was placed. */
export function explainUnsuccessful(status: number, body: unknown): CallFailure {
	return {
		message: `CallCow did not place the call${whatCallCowSaid(body)}`,
		description: 'Check your account and its phone numbers in CallCow.',
		status,
		placed: 'no',
	};
}

/** What is left to say when an earlier attempt of the same call may have placed it. */
export function inDoubt(failure: CallFailure): CallFailure {
	return failure.placed === 'unknown'
		? failure
		: { ...failure, description: MAY_HAVE_BEEN_PLACED, next: TELL_IN_DOUBT, placed: 'unknown' };
}

function duration(ms: number): string {
	const minutes = Math.ceil(ms / 60_000);
	return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

function times(tries: number): string {
	return tries === 1 ? 'in 1 attempt' : `in ${tries} attempts`;
}

const LONGEST_QUOTE = 300;

/** What stands in the body of an answer, to be put behind a message; empty when that is nothing. */
export function whatCallCowSaid(body: unknown): string {
	const text = (body as { error?: unknown } | null | undefined)?.error;
	return typeof text === 'string' && text.trim() !== '' ? `: ${shortened(text)}` : '';
}

/** The `details` of a 400 in whatever nesting CallCow sends them, as "Recipient Phone: Invalid". */
function explainDetails(body: unknown): string {
	const details = (body as { details?: unknown } | null | undefined)?.details;
	const lines = detailLines(details);
	return lines.length > 0
		? shortened(`${lines.join('. ')}.`)
		: 'Check the parameters and options of the node.';
}

function detailLines(details: unknown, label = ''): string[] {
	if (typeof details === 'string') return [label === '' ? details : `${label}: ${details}`];
	if (Array.isArray(details)) return details.flatMap((entry) => detailLines(entry, label));
	if (typeof details !== 'object' || details === null) return [];
	const { path, message } = details as { path?: unknown; message?: unknown };
	if (Array.isArray(path) && typeof message === 'string') {
		return detailLines(message, FIELD_LABELS[String(path[0])] ?? path.join('.'));
	}
	return Object.entries(details).flatMap(([field, entry]) =>
		detailLines(entry, FIELD_LABELS[field] ?? label),
	);
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
