import { outcomeOf, type Outcome } from './outcome';

/** A callback as CallCow sent it: any JSON object. */
export type CallbackPayload = Record<string, unknown>;

export type PayloadReading = { ok: true; payload: CallbackPayload } | { ok: false; reason: string };

/** The call result as workflows see it: the documented fields, tidy, and one word to branch on. */
export interface CallResult {
	outcome: Outcome;
	call_id: unknown;
	workflow_id: unknown;
	call_status: unknown;
	provider_status: unknown;
	call_summary: unknown;
	transcript: string;
	form_fills: unknown;
	context: unknown;
	created_at: unknown;
	reference?: string;
}

/**
 * Takes a request body that n8n has parsed, or a text that n8n left alone because of its content
 * type, and gives the JSON object in it, or the reason why there is none.
 */
export function readPayload(body: unknown): PayloadReading {
	const value = typeof body === 'string' ? parseJson(body) : { ok: true as const, value: body };
	if (!value.ok) return { ok: false, reason: 'The body is not JSON.' };
	if (typeof value.value !== 'object' || value.value === null || Array.isArray(value.value)) {
		return { ok: false, reason: 'The body is not a JSON object.' };
	}
	if (Object.keys(value.value).length === 0) {
		return { ok: false, reason: 'The body is empty.' };
	}
	return { ok: true, payload: value.value as CallbackPayload };
}

export function outcomeOfPayload(payload: CallbackPayload): Outcome {
	return outcomeOf(payload.call_status, payload.provider_status);
}

const LONGEST_CALL_ID = 200;

/**
 * The ID by which a second delivery of the same result is known; undefined when CallCow sent none. What
 * is longer than any ID is none: it would be kept in memory.
 */
export function callIdOfPayload({ call_id: id }: CallbackPayload): string | undefined {
	return typeof id === 'string' && id !== '' && id.length <= LONGEST_CALL_ID ? id : undefined;
}

/**
 * The call result of a callback. Fields that CallCow did not send are null; a field of another type
 * than documented passes as it came.
 * @see https://docs.callcow.ai (Call with Prompt: callback payload)
 */
export function toCallResult(payload: CallbackPayload, reference?: string): CallResult {
	return {
		outcome: outcomeOfPayload(payload),
		call_id: payload.call_id ?? null,
		workflow_id: payload.workflow_id ?? null,
		call_status: payload.call_status ?? null,
		provider_status: payload.provider_status ?? null,
		call_summary: payload.call_summary ?? null,
		transcript: transcriptOf(payload.messages),
		form_fills: payload.form_fills ?? [],
		context: parsedContext(payload.context),
		created_at: payload.created_at ?? null,
		...(reference === undefined ? {} : { reference }),
	};
}

/** The payload as received, nothing dropped, beside its outcome and reference. */
export function toRawResult(payload: CallbackPayload, reference?: string): CallbackPayload {
	return {
		...payload,
		outcome: outcomeOfPayload(payload),
		...(reference === undefined ? {} : { reference }),
	};
}

const SPEAKERS: Readonly<Record<string, string>> = { assistant: 'Assistant', user: 'Recipient' };

/** The conversation as text, one line a turn: `Assistant: Hello …`. Empty when there is none. */
export function transcriptOf(messages: unknown): string {
	if (!Array.isArray(messages)) return typeof messages === 'string' ? messages : '';
	return messages.map(transcriptLine).join('\n');
}

function transcriptLine(message: unknown): string {
	if (typeof message !== 'object' || message === null) return asText(message);
	const { role, content } = message as { role?: unknown; content?: unknown };
	if (content === undefined) return asText(message);
	if (typeof role !== 'string') return asText(content);
	return `${Object.hasOwn(SPEAKERS, role) ? SPEAKERS[role] : role}: ${asText(content)}`;
}

function asText(value: unknown): string {
	const text = typeof value === 'string' ? value : inJson(value);
	return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** A turn that is nested too deeply to be written down must not cost the rest of the result. */
function inJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return '…';
	}
}

function parsedContext(context: unknown): unknown {
	if (typeof context !== 'string') return context ?? null;
	const parsed = parseJson(context);
	return parsed.ok ? parsed.value : context;
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
	try {
		return { ok: true, value: JSON.parse(text) };
	} catch {
		return { ok: false };
	}
}
