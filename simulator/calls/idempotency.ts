/** Answers kept by idempotency key for a while from the first request. */
export class IdempotencyStore<Answer> {
	private readonly entries = new Map<string, { answer: Answer; expiresAt: number }>();

	constructor(private readonly windowMs: number) {}

	/** @param now milliseconds since the epoch */
	find(key: string, now: number): Answer | undefined {
		const entry = this.entries.get(key);
		return entry && now < entry.expiresAt ? entry.answer : undefined;
	}

	/** @param now milliseconds since the epoch */
	keep(key: string, answer: Answer, now: number): void {
		this.entries.set(key, { answer, expiresAt: now + this.windowMs });
	}

	clear(): void {
		this.entries.clear();
	}
}
