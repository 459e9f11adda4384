const queues = new Map<string, Promise<unknown>>();

/** Does the work when all that was to be done under that ID before is done. */
export async function oneAtATime<T>(id: string, work: () => Promise<T>): Promise<T> {
	const turn = (queues.get(id) ?? Promise.resolve()).then(work);
	const done = turn.then(
		() => {},
		() => {},
	);
	queues.set(id, done);
	void done.then(() => {
		if (queues.get(id) === done) queues.delete(id);
	});
	return await turn;
}
