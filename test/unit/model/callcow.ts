import type { HttpReply, HttpRequest } from '../../../nodes/CallCow/transport/http';
import type { CallPromptBody } from '../../../nodes/CallCow/domain/call';
import type { VirtualTime } from '../../support/virtual-time';

/** What goes wrong with one request, if anything; `After` and `Before` tell whether the call is made. */
export const FAULTS = [
	'none',
	'lostAfter',
	'lostBefore',
	'errorAfter',
	'errorBefore',
	'unreadableAfter',
	'unreadableBefore',
	'limited',
	'refused',
	'unsuccessful',
] as const;

export interface Fault {
	readonly kind: (typeof FAULTS)[number];
	/** How long the answer takes; past the time-out it is not heard. */
	readonly answerMs: number;
	/** What a 429 out of turn says. */
	readonly retryAfter?: string;
}

export interface ModelCall {
	readonly id: string;
	readonly number: string;
	readonly atMs: number;
	/** Whose request it was that placed the call. */
	readonly identity: string;
}

const KEY_LIFETIME_MS = 5 * 60_000;
const WINDOW_MS = 60_000;
const REQUESTS_PER_MINUTE = 60;

/**
 * CallCow as its documentation has it: a key is remembered for five minutes from the first request, and
 * 60 requests a minute pass, here in a window that slides. Its clock is its own: nobody sets it.
 */
export class ModelCallCow {
	readonly calls: ModelCall[] = [];
	private readonly answers = new Map<string, { call: ModelCall; untilMs: number }>();
	private admittedAtMs: number[] = [];

	constructor(private readonly time: VirtualTime) {}

	/** A request arrives. Gives the answer that leaves, if one does. */
	receive(request: HttpRequest, identity: string, fault: Fault): HttpReply {
		const retryAfter = fault.kind === 'limited' ? fault.retryAfter : this.refuseOrAdmit();
		if (fault.kind === 'limited' || retryAfter !== undefined) {
			return answer(429, {}, retryAfter);
		}
		if (fault.kind === 'refused') return answer(400, { error: 'Refused' });
		if (fault.kind === 'unsuccessful') return answer(200, { success: false });
		const isMade = !fault.kind.endsWith('Before');
		const call = isMade ? this.place(request.body as CallPromptBody, identity) : undefined;
		switch (fault.kind) {
			case 'lostAfter':
			case 'lostBefore':
				return { kind: 'noAnswer', reason: 'the connection was lost' };
			case 'errorAfter':
			case 'errorBefore':
				return answer(500, { error: 'Broken' });
			case 'unreadableAfter':
			case 'unreadableBefore':
				return answer(200, '<html>');
			case 'none':
				return answer(200, { success: true, workflow_id: 'w', call_id: call!.id });
		}
	}

	/** The Retry-After of a request that comes too early; undefined when it may pass. */
	private refuseOrAdmit(): string | undefined {
		const nowMs = this.time.monotonicMs();
		this.admittedAtMs = this.admittedAtMs.filter((atMs) => atMs > nowMs - WINDOW_MS);
		const oldestMs = this.admittedAtMs[0];
		if (oldestMs === undefined || this.admittedAtMs.length < REQUESTS_PER_MINUTE) {
			this.admittedAtMs.push(nowMs);
			return undefined;
		}
		return String(Math.max(1, Math.ceil((oldestMs + WINDOW_MS - nowMs) / 1_000)));
	}

	private place({ idempotency_key, recipient_phone }: CallPromptBody, identity: string): ModelCall {
		const nowMs = this.time.monotonicMs();
		const known = this.answers.get(idempotency_key);
		if (known !== undefined && nowMs < known.untilMs) return known.call;
		const call = {
			id: `call-${this.calls.length}`,
			number: recipient_phone,
			atMs: nowMs,
			identity,
		};
		this.calls.push(call);
		this.answers.set(idempotency_key, { call, untilMs: nowMs + KEY_LIFETIME_MS });
		return call;
	}
}

function answer(status: number, body: unknown, retryAfter?: string): HttpReply {
	return { kind: 'answer', status, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
