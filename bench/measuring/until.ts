/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
	readonly everyMs: number;
	/** Looks no longer than that; by default until something is there. */
	readonly withinMs?: number;
	/** Throws when it is aborted. */
	readonly signal: AbortSignal;
}

/** Looks again and again until something is there; nothing when the time is over. */
export async function until<T>(
	look: () => T | undefined | Promise<T | undefined>,
	{ everyMs, withinMs = Infinity, signal }: Patience,
): Promise<T | undefined> {
	const deadlineMs = performance.now() + withinMs;
	for (;;) {
		await delay(everyMs, undefined, { signal });
		const found = await look();
		if (found !== undefined || performance.now() > deadlineMs) return found;
	}
}
