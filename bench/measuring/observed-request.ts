/** One request as the simulator met it; milliseconds since the epoch. */
export interface ObservedRequest {
	readonly startedAtMs: number;
	/** When its answer was written out, or its connection was gone. */
	readonly endedAtMs: number;
	/** `null` when it was not answered. */
	readonly status: number | null;
}

/** How many requests waited for their answers at the same time, at the most. */
export function mostInFlight(requests: readonly ObservedRequest[]): number {
	const changes = requests.flatMap(({ startedAtMs, endedAtMs }) => [
		{ atMs: startedAtMs, by: 1 },
		{ atMs: endedAtMs, by: -1 },
	]);
	// At the same millisecond, what ends makes room for what starts.
	changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by);
	let inFlight = 0;
	let most = 0;
	for (const { by } of changes) most = Math.max(most, (inFlight += by));
	return most;
}
