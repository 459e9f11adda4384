import type { PlacedCall } from '../domain/call';
import type { Moment } from './clock';

/** What this process knows of a call that it has sent before. */
export interface SentCall {
	/** When the first attempt left after which CallCow may have placed the call. */
	readonly uncertainSince?: Moment;
	/** What CallCow has answered, once it has placed the call. */
	readonly call?: PlacedCall;
}

const MOST_CALLS = 50_000;

/**
 * Remembers calls by identity, longer than CallCow remembers their idempotency keys. n8n's Retry On Fail
 * runs a whole list again, and the calls at its beginning may be older than five minutes by then.
 */
export class SentCalls {
	private readonly calls = new Map<string, SentCall>();

	find(identity: string): SentCall {
		return this.calls.get(identity) ?? {};
	}

	keep(identity: string, call: SentCall): void {
		this.calls.delete(identity);
		this.calls.set(identity, call);
		if (this.calls.size <= MOST_CALLS) return;
		for (const oldest of this.calls.keys()) {
			this.calls.delete(oldest);
			return;
		}
	}
}

/** The calls of this process. An identity holds the execution, so accounts need not be told apart. */
export const sentCalls = new SentCalls();
