import { saysMore, together, type DeliveryContent } from '../domain/deliveryContent';

/** How long a delivered result is remembered, in milliseconds. */
export const DUPLICATE_WINDOW_MS = 10 * 60_000;

/** More calls than n8n takes results of in that time. */
export const MOST_RECENT_CALLS = 50_000;

interface RecentCall {
	readonly seenAtMs: number;
	readonly said: DeliveryContent;
}

/** Remembers what this process has passed on of which call, so that a second delivery of it starts nothing. */
export class RecentCalls {
	private readonly calls = new Map<string, RecentCall>();

	/**
	 * Whether a delivery says something of a call that none has said in the ten minutes since its first;
	 * counts as said from now on.
	 */
	isNews(id: string, content: DeliveryContent, nowMs: number): boolean {
		this.forget(nowMs);
		const known = this.calls.get(id);
		if (known !== undefined && !saysMore(content, known.said)) return false;
		this.calls.set(id, {
			seenAtMs: known?.seenAtMs ?? nowMs,
			said: known === undefined ? content : together(known.said, content),
		});
		return true;
	}

	/** A map keeps the order of arrival, so the oldest are in front. */
	private forget(nowMs: number): void {
		for (const [id, { seenAtMs }] of this.calls) {
			const isRecent = nowMs - seenAtMs < DUPLICATE_WINDOW_MS;
			if (isRecent && this.calls.size < MOST_RECENT_CALLS) return;
			this.calls.delete(id);
		}
	}
}
