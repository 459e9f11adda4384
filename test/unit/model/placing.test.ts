/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import fc from 'fast-check';
import { SentCalls } from '../../../nodes/CallCow/transport/sentCalls';
import { FAULTS, type Fault } from './callcow';
import { newWorld, REAL } from './parts';
import type { ListSettings, Parts, World } from './world';

/*
 * Replay what did not hold: CALLCOW_SEED=<seed> npx jest --selectProjects unit -- model
 * Then the steps are also made fewer, until none can be left out.
 */
const givenSeed = process.env.CALLCOW_SEED;
/** More than the usual, to look for what is rare: with --testTimeout, for it takes its time. */
const runs = Number(process.env.CALLCOW_RUNS ?? 120);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The world is the real system; there is nothing to remember beside it. */
type Model = Record<string, never>;

let steps = 0;

abstract class Step implements fc.AsyncCommand<Model, World> {
	check(): boolean {
		return true;
	}
	async run(_model: Model, world: World): Promise<void> {
		steps++;
		await this.take(world);
		// What happens at once has happened.
		await world.pass(0);
		world.check();
	}
	abstract take(world: World): void | Promise<void>;
	abstract toString(): string;
}

class StartList extends Step {
	constructor(
		private readonly settings: ListSettings,
		private readonly process: number,
	) {
		super();
	}
	take(world: World): void {
		world.startList(this.settings, this.process);
	}
	toString(): string {
		return `start in process ${this.process}: ${JSON.stringify(this.settings)}`;
	}
}

/** Steps that need something to have been started choose among it; without, they do nothing. */
function chosen<T>(from: readonly T[], choice: number): T | undefined {
	// Late ones are more likely to be under way.
	return from[from.length - 1 - (choice % Math.max(1, from.length))];
}

class StartAgain extends Step {
	constructor(
		private readonly choice: number,
		private readonly process: number,
	) {
		super();
	}
	take(world: World): void {
		const list = chosen(world.lists, this.choice);
		if (list !== undefined) world.startAgain(list, this.process);
	}
	toString(): string {
		return `start the list ${this.choice} ago again, in process ${this.process}`;
	}
}

class RepeatNodeRun extends Step {
	constructor(private readonly choice: number) {
		super();
	}
	take(world: World): void {
		const isOver = world.executions.filter(
			({ isRunning, abort, process: { isAlive } }) =>
				!isRunning && isAlive && !abort.signal.aborted,
		);
		const execution = chosen(isOver, this.choice);
		if (execution !== undefined) world.repeat(execution);
	}
	toString(): string {
		return `Retry On Fail for the execution ${this.choice} ago`;
	}
}

class Cancel extends Step {
	constructor(private readonly choice: number) {
		super();
	}
	take(world: World): void {
		const running = world.executions.filter(
			({ isRunning, process: { isAlive } }) => isRunning && isAlive,
		);
		const execution = chosen(running, this.choice);
		if (execution !== undefined) world.cancel(execution);
	}
	toString(): string {
		return `cancel the running execution ${this.choice} ago`;
	}
}

class Restart extends Step {
	constructor(private readonly process: number) {
		super();
	}
	take(world: World): void {
		world.restart(this.process);
	}
	toString(): string {
		return `kill -9 of process ${this.process}`;
	}
}

class LetTimePass extends Step {
	constructor(private readonly ms: number) {
		super();
	}
	async take(world: World): Promise<void> {
		await world.pass(this.ms);
	}
	toString(): string {
		return `${this.ms} ms pass`;
	}
}

class SetClock extends Step {
	constructor(private readonly byMs: number) {
		super();
	}
	take(world: World): void {
		world.setClock(this.byMs);
	}
	toString(): string {
		return `the clock is set by ${this.byMs} ms`;
	}
}

const processIndex = fc.nat(1);
const choice = fc.nat(3);

const fault: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constantFrom(...FAULTS),
	answerMs: fc.oneof(fc.integer({ min: 10, max: 10_000 }), fc.integer({ min: 10, max: 120_000 })),
	retryAfter: fc.option(fc.constantFrom('0', '1', '7', '60', '200'), { nil: undefined }),
});

const settings: fc.Arbitrary<ListSettings> = fc.record({
	size: fc.oneof(
		{ weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 4, max: 90 }) },
	),
	isClaimed: fc.boolean(),
	hasOwnKeys: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	continueOnFail: fc.boolean(),
	maxRetries: fc.integer({ min: 0, max: 10 }),
	timeoutSeconds: fc.constantFrom(1, 10, 60, 300),
	faults: fc.array(fault, { maxLength: 12 }),
});

const passingMs = fc.oneof(
	{ weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
	{ weight: 4, arbitrary: fc.integer({ min: 0, max: MINUTE_MS }) },
	{ weight: 3, arbitrary: fc.integer({ min: 0, max: 10 * MINUTE_MS }) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: DAY_MS }) },
);

const jumpMs = fc.oneof(
	fc.integer({ min: -10 * MINUTE_MS, max: 10 * MINUTE_MS }),
	fc.integer({ min: -DAY_MS, max: DAY_MS }),
);

const STEPS_A_RUN = 60;

const allSteps = fc.commands(
	[
		fc.tuple(settings, processIndex).map((given) => new StartList(...given)),
		fc.tuple(choice, processIndex).map((given) => new StartAgain(...given)),
		choice.map((given) => new RepeatNodeRun(given)),
		choice.map((given) => new Cancel(given)),
		processIndex.map((given) => new Restart(given)),
		passingMs.map((given) => new LetTimePass(given)),
		passingMs.map((given) => new LetTimePass(given)),
		jumpMs.map((given) => new SetClock(given)),
	],
	{ maxCommands: STEPS_A_RUN, size: 'max' },
);

/** Whatever happens in the steps, nobody is phoned who should not be. */
const nobodyIsPhonedTwice = (parts: Parts) =>
	fc.asyncProperty(allSteps, fc.infiniteStream(fc.nat(999)), async (commands, chance) => {
		const world = newWorld(parts, () => Number(chance.next().value) / 1_000);
		try {
			await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
			await world.pass(2 * HOUR_MS);
			world.check();
			requests += world.requests;
		} finally {
			jest.restoreAllMocks();
		}
	});

let requests = 0;

// Many runs, minutes of them on a busy machine. One that is given up would go on beside the next test.
jest.setTimeout(300_000);

describe('createClient, with one account in two processes', () => {
	it('phones nobody twice, keeps the pace, and says what is true, whatever happens', async () => {
		steps = 0;
		requests = 0;
		await fc.assert(nobodyIsPhonedTwice(REAL), {
			numRuns: runs,
			...(givenSeed === undefined
				? // The seed is enough to see it again, and is told at once.
					{ endOnFailure: true }
				: { seed: Number(givenSeed) }),
		});
		expect(steps).toBeGreaterThanOrEqual(2_000);
		expect(requests).toBeGreaterThanOrEqual(2_000);
	});

	it('would be caught phoning people twice if it forgot what it has sent', async () => {
		class ForgetfulSentCalls extends SentCalls {
			override find() {
				return {};
			}
		}
		const { failed, errorInstance } = await fc.check(
			nobodyIsPhonedTwice({ ...REAL, newSentCalls: () => new ForgetfulSentCalls() }),
			{ seed: 1, numRuns: 120, endOnFailure: true },
		);
		expect(failed).toBe(true);
		expect(String(errorInstance)).toMatch(/is phoned twice|after the first try/);
	});
});
