import { PaceKeeper, paceKeeperOf, type Slot } from '../../../nodes/CallCow/transport/paceKeeper';
import { Pace } from '../../../nodes/CallCow/domain/pace';
import { VirtualTime } from '../../support/virtual-time';

const patience = { requestsPerMinute: 2, longestPauseMs: 15 * 60_000 };

function started() {
	const time = new VirtualTime();
	// Without the gap of some milliseconds: times are easier to read.
	const keeper = new PaceKeeper(time.monotonicMs, time.sleep, new Pace(0));
	const left: Array<{ name: string; atMs: number }> = [];
	/** Enters, and leaves as soon as it may. */
	const leave = async (name: string, more: Partial<typeof patience> = {}, signal?: AbortSignal) => {
		const slot = await keeper.enter(keeper.takeTicket(), { ...patience, ...more }, signal);
		slot?.use();
		left.push({ name, atMs: time.monotonicMs() });
		return slot;
	};
	return { time, keeper, left, leave };
}

const allOf = async (promises: Array<Promise<unknown>>) => await Promise.all(promises);

describe('PaceKeeper', () => {
	it('lets requests go in the order in which they came, as fast as the pace lets them', async () => {
		const { time, leave, left } = started();
		await time.until(allOf(['a', 'b', 'c', 'd', 'e'].map(async (name) => await leave(name))));
		expect(left).toEqual([
			{ name: 'a', atMs: 0 },
			{ name: 'b', atMs: 0 },
			{ name: 'c', atMs: 61_000 },
			{ name: 'd', atMs: 61_000 },
			{ name: 'e', atMs: 122_000 },
		]);
	});

	it('goes by tickets: a call that comes back is before those that came after it', async () => {
		const { time, keeper, leave, left } = started();
		const first = keeper.takeTicket();
		keeper.pauseFor(30_000);
		const others = ['b', 'c'].map(async (name) => await leave(name));
		await time.until(time.sleep(1_000));
		const comeback = keeper.enter(first, patience).then((slot) => {
			slot?.use();
			left.push({ name: 'a', atMs: time.monotonicMs() });
		});
		await time.until(allOf([...others, comeback]));
		expect(left.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
	});

	it('lets the next one go at once when a slot is given back', async () => {
		const { time, keeper, leave, left } = started();
		await leave('a');
		const slot = (await keeper.enter(keeper.takeTicket(), patience)) as Slot;
		const waiting = leave('c');
		time.after(5_000, () => slot.giveBack());
		await time.until(waiting);
		expect(left).toEqual([
			{ name: 'a', atMs: 0 },
			{ name: 'c', atMs: 5_000 },
		]);
	});

	it('counts a request from when it leaves, not from when it may', async () => {
		const { time, keeper, leave, left } = started();
		const slots = await Promise.all(
			[0, 1].map(async () => await keeper.enter(keeper.takeTicket(), patience)),
		);
		time.after(100_000, () => {
			for (const slot of slots) slot!.use();
		});
		await time.until(leave('c'));
		expect(left).toEqual([{ name: 'c', atMs: 161_000 }]);
	});

	it('frees the queue when one that waits in it is called off', async () => {
		const { time, keeper, leave, left } = started();
		keeper.pauseFor(10_000);
		const abort = new AbortController();
		const calledOff = leave('a', {}, abort.signal).catch((reason: unknown) => reason);
		const others = ['b', 'c'].map(async (name) => await leave(name));
		time.after(5_000, () => abort.abort());
		expect(await time.until(calledOff)).toBe(abort.signal.reason);
		expect(time.monotonicMs()).toBe(5_000);
		await time.until(allOf(others));
		// After a pause one by one, at first nearly half a minute apart at two in a minute.
		expect(left).toEqual([
			{ name: 'b', atMs: 10_000 },
			{ name: 'c', atMs: 35_000 },
		]);
	});

	it('lets nothing in that is called off already', async () => {
		const { keeper, leave } = started();
		await expect(leave('a', {}, AbortSignal.abort())).rejects.toThrow();
		expect(await keeper.enter(keeper.takeTicket(), patience)).toBeDefined();
	});

	it('does not mind a signal that fires after its request has left', async () => {
		const { time, leave, left } = started();
		const abort = new AbortController();
		await leave('a', {}, abort.signal);
		const others = ['b', 'c'].map(async (name) => await leave(name));
		abort.abort();
		await time.until(allOf(others));
		expect(left.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
	});

	it('gives no slot when a pause is longer than patience, and one to whoever has more', async () => {
		const { time, keeper, leave, left } = started();
		keeper.pauseFor(60_000);
		expect(await time.until(leave('a', { longestPauseMs: 59_999 }))).toBeUndefined();
		expect(time.monotonicMs()).toBe(0);
		expect(await time.until(leave('b', { longestPauseMs: 60_000 }))).toBeDefined();
		expect(left.at(-1)).toEqual({ name: 'b', atMs: 60_000 });
	});

	it('gives no slot to one that waits already when a pause gets longer than its patience', async () => {
		const { time, keeper, leave } = started();
		keeper.pauseFor(10_000);
		const waiting = leave('a', { longestPauseMs: 60_000 });
		time.after(5_000, () => keeper.pauseFor(3_600_000));
		expect(await time.until(waiting)).toBeUndefined();
		expect(time.monotonicMs()).toBe(5_000);
	});

	it('heeds a pause that comes while it waits for the pace', async () => {
		const { time, keeper, leave, left } = started();
		const three = allOf(['a', 'b', 'c'].map(async (name) => await leave(name)));
		time.after(60_000, () => keeper.pauseFor(30_000));
		await time.until(three);
		expect(left.at(-1)).toEqual({ name: 'c', atMs: 90_000 });
	});

	it('goes on by itself after a time in which nobody came', async () => {
		const { time, leave, left } = started();
		await leave('a');
		await time.until(time.sleep(3_600_000));
		await time.until(allOf(['b', 'c', 'd'].map(async (name) => await leave(name))));
		expect(left.map(({ atMs }) => atMs - 3_600_000)).toEqual([-3_600_000, 0, 0, 61_000]);
	});

	it('waits for a pause of weeks without a timer that is longer than timers can be', async () => {
		const longest: number[] = [];
		const time = new VirtualTime();
		const keeper = new PaceKeeper(time.monotonicMs, async (delayMs, signal) => {
			longest.push(delayMs);
			await time.sleep(delayMs, signal);
		});
		const monthMs = 30 * 86_400_000;
		keeper.pauseFor(monthMs);
		const slot = keeper.enter(keeper.takeTicket(), { ...patience, longestPauseMs: Infinity });
		expect(await time.until(slot)).toBeDefined();
		expect(time.monotonicMs()).toBe(monthMs);
		expect(Math.max(...longest)).toBeLessThan(2 ** 31);
	});

	it('places 300 calls whose answers take 3 s hardly later than the limit makes it', async () => {
		const { time, keeper, left } = started();
		const calls = [...Array(300).keys()].values();
		const worker = async () => {
			for (const call of calls) {
				const slot = await keeper.enter(keeper.takeTicket(), {
					requestsPerMinute: 60,
					longestPauseMs: 15 * 60_000,
				});
				slot!.use();
				left.push({ name: String(call), atMs: time.monotonicMs() });
				await time.sleep(3_000);
			}
		};
		await time.until(allOf(Array.from({ length: 30 }, worker)));

		expect(left.map(({ name }) => Number(name))).toEqual([...Array(300).keys()]);
		left.slice(60).forEach(({ atMs }, index) => {
			expect(atMs - left[index]!.atMs).toBeGreaterThan(60_000);
		});
		const leastMs = Math.floor((300 - 1) / 60) * 60_000 + 3_000;
		expect(time.monotonicMs()).toBeLessThanOrEqual(1.05 * leastMs);
	});
});

describe('paceKeeperOf', () => {
	const account = {
		apiKey: 'ck_live_a',
		baseUrl: 'https://www.callcow.ai/api',
		callbackSecret: 's',
		allowedCountries: new Set<never>(),
		requestsPerMinute: 60,
	};

	it('gives one keeper to every credential that holds the same key and address', () => {
		expect(paceKeeperOf({ ...account, requestsPerMinute: 10 })).toBe(paceKeeperOf(account));
		expect(paceKeeperOf({ ...account, apiKey: 'ck_live_b' })).not.toBe(paceKeeperOf(account));
		expect(paceKeeperOf({ ...account, baseUrl: 'http://127.0.0.1' })).not.toBe(
			paceKeeperOf(account),
		);
	});
});
