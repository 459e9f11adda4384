import { createHash } from 'node:crypto';
import { CALLCOW_KEEPS_KEYS_MS } from '../domain/retry';
import { shortestSince, type Moment } from './clock';
import type { Certainty } from './gate';

/** The call that a key was last used for. */
export interface KeyHolder {
	readonly identity: string;
	/** In E.164. */
	readonly number: string;
	/** `underWay` until it is known what came of it. */
	readonly state: 'underWay' | 'placed' | 'unknown';
	readonly usedAt: Moment;
}

/**
 * Knows, of keys that users have chosen, the calls of this process that had them, for as long as CallCow
 * may answer a key with its first call. All other keys are made of the number, and mean one call.
 */
export class KeyHolders {
	private readonly holders = new Map<string, KeyHolder>();

	find(key: string, now: Moment): KeyHolder | undefined {
		const holder = this.holders.get(digestOf(key));
		return holder !== undefined && isKept(holder, now) ? holder : undefined;
	}

	/** Its request is about to leave. Whoever has the key already for the same number keeps it. */
	take(key: string, call: Pick<KeyHolder, 'identity' | 'number'>, now: Moment): void {
		this.forgetOld(now);
		const holder = this.find(key, now);
		const isFirst = holder === undefined || holder.identity === call.identity;
		this.put(
			key,
			isFirst ? { ...call, state: 'underWay', usedAt: now } : { ...holder, usedAt: now },
		);
	}

	/** It is known what came of the call, or that nobody will know. */
	settle(key: string, identity: string, certainty: Certainty, now: Moment): void {
		const holder = this.holders.get(digestOf(key));
		if (holder === undefined) return;
		if (holder.identity === identity) {
			if (certainty === 'no') this.holders.delete(digestOf(key));
			else this.put(key, { ...holder, state: certainty, usedAt: now });
		} else {
			const state = certainty === 'placed' ? certainty : holder.state;
			this.put(key, { ...holder, state, usedAt: now });
		}
	}

	/** The latest used one last. */
	private put(key: string, holder: KeyHolder): void {
		const digest = digestOf(key);
		this.holders.delete(digest);
		this.holders.set(digest, holder);
	}

	private forgetOld(now: Moment): void {
		for (const [digest, holder] of this.holders) {
			if (isKept(holder, now)) return;
			this.holders.delete(digest);
		}
	}
}

/** A key may be of any length. */
function digestOf(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}

/** A list may wait for long between its first request and what came of it. */
function isKept({ state, usedAt }: KeyHolder, now: Moment): boolean {
	return state === 'underWay' || shortestSince(usedAt, now) <= CALLCOW_KEEPS_KEYS_MS;
}

const byAddress = new Map<string, KeyHolders>();

/**
 * The keys of one CallCow. CallCow keeps them for each organization, and which API keys belong to one
 * organization nobody tells: so all of them share.
 */
export function keyHoldersOf(baseUrl: string): KeyHolders {
	const known = byAddress.get(baseUrl) ?? new KeyHolders();
	byAddress.set(baseUrl, known);
	return known;
}
