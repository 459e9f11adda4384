import { CALLCOW_KEEPS_KEYS_MS } from '../domain/retry';
import { longestSince, type Moment } from './clock';

interface DoubtfulCall {
	readonly identity: string;
	readonly since: Moment;
}

/**
 * Knows the calls of models' tools that CallCow may or may not have placed, by what a model repeats when it
 * asks for one again: the tool and the number. Each of them from when the model was told so, for as long as
 * CallCow keeps keys: by then a person who is to be phoned once more is not held back.
 */
export class DoubtfulCalls {
	private readonly calls = new Map<string, DoubtfulCall>();

	/** The identity of the call that is in doubt. */
	find(tool: string, now: Moment): string | undefined {
		this.forgetOld(now);
		return this.calls.get(tool)?.identity;
	}

	/** A repetition that is in doubt too does not count anew. */
	keep(tool: string, identity: string, now: Moment): void {
		if (this.calls.get(tool)?.identity === identity) return;
		this.calls.delete(tool);
		this.calls.set(tool, { identity, since: now });
	}

	/** It is known what came of the call to the number. */
	settle(tool: string): void {
		this.calls.delete(tool);
	}

	private forgetOld(now: Moment): void {
		for (const [tool, { since }] of this.calls) {
			if (longestSince(since, now) < CALLCOW_KEEPS_KEYS_MS) return;
			this.calls.delete(tool);
		}
	}
}

/** The calls of this process. */
export const doubtfulCalls = new DoubtfulCalls();
