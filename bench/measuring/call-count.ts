/** What must not happen when everybody should be phoned once. */
export interface CallCount {
	/** People whom nobody phoned. */
	readonly notPlaced: number;
	/** Calls beyond the first to one number. */
	readonly doubles: number;
}

/**
 * @param phones who should be phoned
 * @param phoned who was, once for each call
 */
export function countCalls(phones: readonly string[], phoned: readonly string[]): CallCount {
	const reached = new Set(phoned);
	return {
		notPlaced: phones.filter((phone) => !reached.has(phone)).length,
		doubles: phoned.length - reached.size,
	};
}
