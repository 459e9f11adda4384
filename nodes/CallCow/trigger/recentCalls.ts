/** How long a delivered result is remembered, in milliseconds. */
export const DUPLICATE_WINDOW_MS = 10 * 60_000;

/** Remembers which results this process has passed on, so that a second delivery starts nothing. */
export class RecentCalls {
	private readonly seenAtMs = new Map<string, number>();

	/** Whether this is the first time in ten minutes; counts as seen from now on. */
	isFirst(id: string, nowMs: number): boolean {
		this.forget(nowMs);
		if (this.seenAtMs.has(id)) return false;
		this.seenAtMs.set(id, nowMs);
		return true;
	}

	/** A map keeps the order of arrival, so the oldest are in front. */
	private forget(nowMs: number): void {
		for (const [id, seenAtMs] of this.seenAtMs) {
			if (nowMs - seenAtMs < DUPLICATE_WINDOW_MS) return;
			this.seenAtMs.delete(id);
		}
	}
}
