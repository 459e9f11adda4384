/**
 * Carries out a job for each entry, a few at a time, and gives the results in the order of the
 * entries. Once `goOn` says no to a result, or a job throws, no further job starts; what is under way
 * is still finished, because a call that has left cannot be taken back. Jobs that never started give
 * no result.
 */
export async function inOrder<Entry, Result>(
	entries: readonly Entry[],
	mostAtOnce: number,
	job: (entry: Entry) => Promise<Result>,
	goOn: (result: Result) => boolean,
): Promise<Array<Result | undefined>> {
	const results = new Array<Result | undefined>(entries.length).fill(undefined);
	const waiting = entries.entries();
	let stopped = false;

	const work = async () => {
		for (const [index, entry] of waiting) {
			if (stopped) return;
			let finished = false;
			try {
				const result = await job(entry);
				results[index] = result;
				finished = goOn(result);
			} finally {
				stopped ||= !finished;
			}
		}
	};
	const workers = Array.from({ length: Math.min(mostAtOnce, entries.length) }, work);
	const ends = await Promise.allSettled(workers);
	const broken = ends.find((end) => end.status === 'rejected');
	if (broken !== undefined) throw broken.reason;
	return results;
}
