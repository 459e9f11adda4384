import type { Fault } from './callcow';
import { newWorld, REAL } from './parts';
import type { ListSettings, World } from './world';

/* What chance finds too seldom: two executions that phone the same number, once for both. */

const limited: Fault = { kind: 'limited', answerMs: 100, retryAfter: '300' };

const oneNumber = (faults: readonly Fault[]): ListSettings => ({
	size: 1,
	isClaimed: true,
	hasOwnKeys: false,
	continueOnFail: false,
	maxRetries: 3,
	timeoutSeconds: 60,
	faults,
});

const MINUTE_MS = 60_000;

afterEach(() => {
	jest.restoreAllMocks();
});

describe('claimGate, with two executions at once', () => {
	it('does not send a call again when CallCow has forgotten the key under which another run sent it', async () => {
		const world = newWorld(REAL, () => 0);
		world.startList(oneNumber([limited]), 0);
		await world.pass(MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(20 * MINUTE_MS);
		world.check();

		expect(world.callCow.calls).toHaveLength(1);
		expect(world.results.map(({ result }) => result)).toEqual([
			expect.objectContaining({ kind: 'placed' }),
			// The first run does not know what came of it, and says so.
			{
				kind: 'failed',
				failure: expect.objectContaining({
					status: 429,
					placed: 'unknown',
					description: expect.stringContaining('may or may not have been placed'),
				}),
			},
		]);
	});

	it('does not repeat its own request in doubt when another run has used the key first', async () => {
		const world = newWorld(REAL, () => 0);
		const slow = { answerMs: 110_000 };
		const faults: readonly Fault[] = [
			{ kind: 'limited', answerMs: 100, retryAfter: '170' },
			{ kind: 'lostBefore', ...slow },
			{ kind: 'errorBefore', ...slow },
		];
		world.startList({ ...oneNumber(faults), timeoutSeconds: 300 }, 0);
		await world.pass(MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(20 * MINUTE_MS);
		world.check();

		expect(world.callCow.calls).toHaveLength(1);
		expect(world.results.map(({ result }) => result)).toEqual([
			expect.objectContaining({ kind: 'placed' }),
			{ kind: 'failed', failure: expect.objectContaining({ placed: 'unknown' }) },
		]);
	});

	it('keeps the number claimed when one run is stopped and the other has placed the call', async () => {
		const world = newWorld(REAL, () => 0);
		world.startList(oneNumber([limited]), 0);
		await world.pass(MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(MINUTE_MS);
		world.cancel(world.executions[0]!);
		await world.pass(10 * MINUTE_MS);
		world.startAgain(world.lists[0]!, 0, []);
		await world.pass(MINUTE_MS);
		world.check();

		expect(world.callCow.calls).toHaveLength(1);
		expect(world.results.at(-1)!.result.kind).toBe('skipped');
	});

	it('goes by the counting clock when the other is set back while it looks at what became of a call', async () => {
		const world = newWorld(REAL, () => 0);
		const slow = { answerMs: 110_000 };
		const list = oneNumber([{ kind: 'lostBefore', ...slow }]);
		world.startList({ ...list, timeoutSeconds: 300 }, 0);
		await world.pass(MINUTE_MS);
		world.restart(0);
		// Its first request places the call. Repeated without end, the last one would place it once more.
		world.startAgain(world.lists[0]!, 1, [
			{ kind: 'lostAfter', ...slow },
			{ kind: 'errorBefore', ...slow },
			{ kind: 'errorBefore', ...slow },
		]);
		// It has found the minute, and has not recorded yet that it shares the call.
		await world.pass(15);
		world.setClock(-10 * MINUTE_MS);
		await world.pass(20 * MINUTE_MS);
		world.check();

		expect(world.callCow.calls).toHaveLength(1);
		expect(world.results.map(({ result }) => result)).toEqual([
			{ kind: 'failed', failure: expect.objectContaining({ placed: 'unknown' }) },
		]);
	});

	it('goes by the counting clock when the other is set back while another run sends the call, too', async () => {
		const world = newWorld(REAL, () => 0);
		world.startList(oneNumber([{ kind: 'limited', answerMs: 100, retryAfter: '400' }]), 0);
		await world.pass(MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(MINUTE_MS);
		world.setClock(-10 * MINUTE_MS);
		await world.pass(20 * MINUTE_MS);
		world.check();

		expect(world.callCow.calls).toHaveLength(1);
		expect(world.results.map(({ result }) => result)).toEqual([
			expect.objectContaining({ kind: 'placed' }),
			{ kind: 'failed', failure: expect.objectContaining({ placed: 'unknown' }) },
		]);
	});

	it('releases the number when the run that claimed it was refused and was alone', async () => {
		const world = newWorld(REAL, () => 0);
		world.startList(oneNumber([{ kind: 'refused', answerMs: 100 }]), 0);
		await world.pass(MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(MINUTE_MS);
		world.check();

		expect(world.results.map(({ result }) => result.kind)).toEqual(['failed', 'placed']);
	});
});

/* The limit that the model has to know: what outlives a kill has no clock but the machine's. */
describe('claimGate, after a kill that only the record outlives', () => {
	const callsAfterKill = async (setClock: (world: World) => Promise<void>) => {
		const world = newWorld(REAL, () => 0);
		world.startList(oneNumber([{ kind: 'lostAfter', answerMs: 50_000 }]), 0);
		await setClock(world);
		await world.pass(1_000);
		world.restart(0);
		await world.pass(5.25 * MINUTE_MS);
		world.startAgain(world.lists[0]!, 1, []);
		await world.pass(MINUTE_MS);
		world.check();
		return world.callCow.calls.length;
	};

	it('phones nobody again who was called five minutes ago', async () => {
		expect(await callsAfterKill(async () => {})).toBe(1);
	});

	it.each([
		['before the minute of the call is recorded', 0],
		['after the minute of the call is recorded', 20],
	])('is misled, and the model knows it, by a clock that was set back %s', async (_, afterMs) => {
		const calls = await callsAfterKill(async (world) => {
			await world.pass(afterMs);
			world.setClock(-1.5 * MINUTE_MS);
		});
		expect(calls).toBe(2);
	});
});
