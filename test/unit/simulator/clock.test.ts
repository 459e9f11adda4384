import { manualClock, SimulatorClock } from '../../../simulator/clock';

describe('manualClock', () => {
	it('stands still until it is advanced', async () => {
		const clock = manualClock(1_000);
		expect(clock.now()).toBe(1_000);
		await clock.advance(250);
		expect(clock.now()).toBe(1_250);
	});

	it('runs tasks in the order in which they are due, each at its own moment', async () => {
		const clock = manualClock(0);
		const ran: string[] = [];
		clock.schedule(20, () => void ran.push(`late at ${clock.now()}`));
		clock.schedule(10, () => void ran.push(`early at ${clock.now()}`));
		await clock.advance(30);
		expect(ran).toEqual(['early at 10', 'late at 20']);
	});

	it('leaves alone what is not yet due', async () => {
		const clock = manualClock(0);
		const task = jest.fn();
		clock.schedule(10, task);
		await clock.advance(9);
		expect(task).not.toHaveBeenCalled();
		await clock.advance(1);
		expect(task).toHaveBeenCalledTimes(1);
	});

	it('resolves an advance only when the tasks have finished', async () => {
		const clock = manualClock(0);
		let finish = () => {};
		let finished = false;
		clock.schedule(5, async () => {
			await new Promise<void>((resolve) => (finish = resolve));
			finished = true;
		});
		const advanced = clock.advance(5).then(() => finished);
		finish();
		expect(await advanced).toBe(true);
	});

	it('runs tasks that were scheduled on the way', async () => {
		const clock = manualClock(0);
		const ranAt: number[] = [];
		clock.schedule(5, () => {
			clock.schedule(5, () => void ranAt.push(clock.now()));
		});
		await clock.advance(10);
		expect(ranAt).toEqual([10]);
	});

	it('starts tasks of the same moment together', async () => {
		const clock = manualClock(0);
		let meet = () => {};
		const met = new Promise<void>((resolve) => (meet = resolve));
		clock.schedule(5, async () => await met);
		clock.schedule(5, () => meet());
		await clock.advance(5);
		expect(clock.now()).toBe(5);
	});

	it('does not run what was called off', async () => {
		const clock = manualClock(0);
		const task = jest.fn();
		const cancel = clock.schedule(5, task);
		cancel();
		await clock.advance(5);
		expect(task).not.toHaveBeenCalled();
	});

	it('adds up two advances at once', async () => {
		const clock = manualClock(0);
		clock.schedule(5, async () => {});
		await Promise.all([clock.advance(10), clock.advance(10)]);
		expect(clock.now()).toBe(20);
	});
});

describe('SimulatorClock', () => {
	function wakeable() {
		let baseMs = 0;
		let armed: { delayMs: number; onWake: () => void } | null = null;
		const clock = new SimulatorClock(
			() => baseMs,
			(delayMs, onWake) => {
				const timer = { delayMs, onWake };
				armed = timer;
				return () => {
					if (armed === timer) armed = null;
				};
			},
		);
		return {
			clock,
			delayMs: () => armed?.delayMs ?? null,
			pass: (ms: number) => {
				baseMs += ms;
				armed?.onWake();
			},
		};
	}

	it('asks to be woken for the earliest task', () => {
		const { clock, delayMs } = wakeable();
		clock.schedule(20, () => {});
		clock.schedule(10, () => {});
		expect(delayMs()).toBe(10);
	});

	it('runs what is due when it is woken, then waits for the next', () => {
		const { clock, delayMs, pass } = wakeable();
		const task = jest.fn();
		clock.schedule(10, task);
		clock.schedule(25, () => {});
		pass(10);
		expect(task).toHaveBeenCalledTimes(1);
		expect(delayMs()).toBe(15);
	});

	it('wakes sooner after an advance', async () => {
		const { clock, delayMs } = wakeable();
		clock.schedule(100, () => {});
		await clock.advance(60);
		expect(delayMs()).toBe(40);
	});

	it('keeps no timer when everything is called off', () => {
		const { clock, delayMs } = wakeable();
		const cancel = clock.schedule(10, () => {});
		cancel();
		expect(delayMs()).toBeNull();
	});

	it('never asks for a longer timer than 32 bits hold', () => {
		const { clock, delayMs } = wakeable();
		clock.schedule(2 ** 40, () => {});
		expect(delayMs()).toBe(2 ** 31 - 1);
	});
});
