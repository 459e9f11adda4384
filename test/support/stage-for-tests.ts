/** What the tests of a file play on. */
interface Stage {
	/** To call after each test. */
	clear?(): unknown;
	close(): Promise<void>;
}

/**
 * Sets the stage before the first test of the file (or of the `describe`), clears it after each test, and closes it
 * after the last. What is returned has the stage's members from then on: do not take them out sooner.
 */
export function stageForTests<S extends Stage>(
	start: () => Promise<S>,
	startsWithinMs?: number,
): S {
	const stage: Partial<S> = {};
	beforeAll(async () => {
		Object.assign(stage, await start());
	}, startsWithinMs);
	// Where the stage could not be set, that alone is told.
	afterEach(async () => {
		await stage.clear?.();
	});
	afterAll(async () => {
		await stage.close?.();
	}, startsWithinMs);
	return stage as S;
}
