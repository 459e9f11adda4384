/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { claimGate } from '../../../nodes/CallCow/transport/claims';
import { MemoryDeduplicator } from '../../support/deduplicator';

/* Lists in two processes on one record, any of which may be killed at any operation of the record. */

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-30T12:00:30Z');

let nowMs = START_MS;
let store: MemoryDeduplicator;
/** For each request that leaves, the number and when; CallCow remembers it for five minutes. */
let requests: Array<{ number: string; atMs: number }>;

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
});
afterEach(() => jest.restoreAllMocks());

function reset(): void {
	nowMs = START_MS;
	store = new MemoryDeduplicator();
	requests = [];
}

const callsTo = (number: string): number => {
	let callAtMs = -Infinity;
	let calls = 0;
	for (const request of requests.filter((other) => other.number === number)) {
		if (request.atMs - callAtMs < 5 * MINUTE_MS) continue;
		callAtMs = request.atMs;
		calls++;
	}
	return calls;
};

type Answer = 'placed' | 'unknown' | 'no';

let processes = 0;

/** An n8n, which knows nothing but what its database holds. */
class Process {
	operations = 0;
	private isAlive = true;
	/** What a process remembers belongs to a workflow: of another one it knows nothing. */
	private readonly workflow = { id: `seen by process ${++processes}` };

	/** @param killedAt at which operation of the record, and whether it takes effect */
	constructor(
		private readonly step: () => Promise<void>,
		private readonly killedAt?: { readonly operation: number; readonly after: boolean },
	) {}

	/** Each number in turn, all under way at once; gives what became of each. */
	async call(
		numbers: readonly string[],
		answerOf: (number: string) => Answer = () => 'placed',
	): Promise<string[]> {
		return await Promise.all(
			this.callsOf(numbers).map(async (call, index) => await call(answerOf(numbers[index]!))),
		);
	}

	/** One number after the other, some time apart. */
	async callSlowly(
		numbers: readonly string[],
		gapMs: number,
		mayFollow = EVERYBODY_FOLLOWS,
	): Promise<void> {
		for (const call of this.callsOf(numbers, mayFollow)) {
			await call('placed');
			nowMs += gapMs;
		}
	}

	private callsOf(
		numbers: readonly string[],
		mayFollow = EVERYBODY_FOLLOWS,
	): ReadonlyArray<(answer: Answer) => Promise<string>> {
		const context = this.context();
		return numbers
			.map((number) => {
				const gate = claimGate(context, {
					name: () => number,
					idempotencyKey: `key ${number}`,
					mostNames: undefined,
					skipReason: 'Called before',
				});
				return { number, gate };
			})
			.map(({ number, gate }) => async (answer) => {
				const opening = await gate.open(false, mayFollow);
				if (opening.kind !== 'through') return opening.kind;
				await this.alive(this.step());
				if (answer !== 'no') requests.push({ number, atMs: nowMs });
				await this.alive(this.step());
				const isUncertain = opening.uncertainSince !== undefined;
				gate.close(answer === 'no' && isUncertain ? 'unknown' : answer);
				return 'sent';
			});
	}

	private context(): IExecuteFunctions {
		const data = { workflow: { id: 'w' }, node: { id: 'node' } } as never;
		const inTheStore = async <T>(work: () => Promise<T>): Promise<T> => {
			await this.alive(this.step());
			const isHit = this.operations++ === this.killedAt?.operation;
			if (isHit && !this.killedAt!.after) this.isAlive = false;
			await this.alive();
			const result = await work();
			if (isHit) this.isAlive = false;
			await this.alive(this.step());
			return result;
		};
		return {
			getWorkflow: () => this.workflow,
			getNode: () => ({ id: 'node' }),
			logger: { error: () => {} },
			helpers: {
				checkProcessedAndRecord: async (marks: string[], scope: 'node', options: never) =>
					await inTheStore(
						async () => await store.checkProcessedAndRecord(marks, scope, data, options),
					),
				removeProcessed: async (marks: string[], scope: 'node') =>
					await inTheStore(async () => await store.removeProcessed(marks, scope, data)),
			},
		} as unknown as IExecuteFunctions;
	}

	private async alive(doing: Promise<void> = Promise.resolve()): Promise<void> {
		await doing;
		if (!this.isAlive) await new Promise(() => {});
	}
}

/* What the pace says of those whose turn is next. */
const EVERYBODY_FOLLOWS = (most: number) => most;
const NOBODY_FOLLOWS = () => 0;

const atOnce = async () => {};
const untilQuiet = async () => await new Promise(setImmediate);

/** What is done behind a call's back goes on in steps of its own. */
async function allDone(scheduler: fc.Scheduler): Promise<void> {
	do {
		await scheduler.waitIdle();
		await untilQuiet();
	} while (scheduler.count() > 0);
}

const list = (count: number) => Array.from({ length: count }, (_, index) => `number ${index}`);

// Many runs, minutes of them on a busy machine. One that is given up would go on beside the next test.
jest.setTimeout(300_000);

describe('claimGate, for a list', () => {
	beforeEach(reset);

	it('changes the record a few times for many numbers', async () => {
		const process = new Process(atOnce);
		await process.call(list(100));
		await untilQuiet();
		expect(process.operations).toBeLessThanOrEqual(6);
	});

	it('leaves two marks for each number that was called', async () => {
		await new Process(atOnce).call(list(100));
		await untilQuiet();
		const data = { workflow: { id: 'w' }, node: { id: 'node' } } as never;
		expect(await store.getProcessedDataCount('node', data)).toBe(200);
	});

	it('leaves nothing of numbers that were not called', async () => {
		await new Process(atOnce).call(list(100), () => 'no');
		await untilQuiet();
		const data = { workflow: { id: 'w' }, node: { id: 'node' } } as never;
		expect(await store.getProcessedDataCount('node', data)).toBe(0);
	});

	it('phones everybody once whatever is killed, if the list is run again within four minutes', async () => {
		const numbers = list(7);
		const first = new Process(atOnce);
		await first.call(numbers);
		await untilQuiet();
		for (let operation = 0; operation < first.operations; operation++) {
			for (const after of [false, true]) {
				for (const laterMs of [0, 2 * MINUTE_MS]) {
					reset();
					void new Process(atOnce, { operation, after }).call(numbers);
					await untilQuiet();
					nowMs += laterMs;
					await new Process(atOnce).call(numbers);
					await untilQuiet();
					expect({ operation, after, calls: numbers.map(callsTo) }).toEqual({
						operation,
						after,
						calls: numbers.map(() => 1),
					});
				}
			}
		}
	});

	it('skips all of it, within four minutes too, when it was run to its end', async () => {
		await new Process(atOnce).call(list(30));
		await untilQuiet();
		for (let count = 0; count < 3; count++) {
			nowMs += MINUTE_MS;
			const ends = await new Process(atOnce).call(list(30));
			expect(new Set(ends)).toEqual(new Set(['skipped']));
		}
		expect(requests).toHaveLength(30);
	});

	const killedAt = fc.option(fc.record({ operation: fc.nat(10), after: fc.boolean() }), {
		nil: undefined,
	});
	const answers = fc.array(
		fc.oneof(
			{ weight: 3, arbitrary: fc.constant('placed' as const) },
			fc.constantFrom<Answer>('unknown', 'no'),
		),
		{ minLength: 12, maxLength: 12 },
	);

	const answering = (all: readonly Answer[]) => {
		let asked = 0;
		return () => all[asked++ % all.length]!;
	};

	it('phones nobody twice, and forgets nobody without a crash, with two lists at once in any interleaving', async () => {
		const numbers = list(3);
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				killedAt,
				killedAt,
				fc.boolean(),
				answers,
				async (scheduler, killedFirst, killedSecond, isRefusing, given) => {
					reset();
					const step = async () => await scheduler.schedule(Promise.resolve());
					// Refusals release a number, and whoever asks meanwhile is skipped: then nothing is said of who is forgotten.
					const answerOf = isRefusing ? answering(given) : undefined;
					void new Process(step, killedFirst).call(numbers, answerOf);
					void new Process(step, killedSecond).call([...numbers].reverse(), answerOf);
					await allDone(scheduler);
					nowMs += 2 * MINUTE_MS;
					void new Process(step).call(numbers, answerOf);
					await allDone(scheduler);
					const soon = numbers.map(callsTo);
					nowMs += 60 * MINUTE_MS;
					await new Process(atOnce).call(numbers);
					for (const number of numbers) expect(callsTo(number)).toBeLessThanOrEqual(1);
					const isKilled = killedFirst !== undefined || killedSecond !== undefined;
					if (!isRefusing && !isKilled) expect(soon).toEqual([1, 1, 1]);
				},
			),
			{ numRuns: Number(process.env.CALLCOW_RUNS ?? 150) },
		);
	});

	it('forgets nobody of a slow list that is killed, if it is run again at once', async () => {
		const numbers = list(7);
		const first = new Process(atOnce);
		await first.callSlowly(numbers, 25_000, NOBODY_FOLLOWS);
		await untilQuiet();
		for (let operation = 0; operation < first.operations; operation++) {
			for (const after of [false, true]) {
				reset();
				void new Process(atOnce, { operation, after }).callSlowly(numbers, 25_000, NOBODY_FOLLOWS);
				await untilQuiet();
				await new Process(atOnce).call(numbers);
				await untilQuiet();
				nowMs += 60 * MINUTE_MS;
				await new Process(atOnce).call(numbers);
				expect({ operation, after, calls: numbers.map(callsTo) }).toEqual({
					operation,
					after,
					calls: numbers.map(() => 1),
				});
			}
		}
	});

	it('phones nobody twice with two slow lists at once in any interleaving', async () => {
		const numbers = list(4);
		const gapMs = fc.nat({ max: 90_000 });
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				killedAt,
				killedAt,
				gapMs,
				gapMs,
				async (scheduler, killedFirst, killedSecond, firstGapMs, secondGapMs) => {
					reset();
					const step = async () => await scheduler.schedule(Promise.resolve());
					void new Process(step, killedFirst).callSlowly(numbers, firstGapMs);
					void new Process(step, killedSecond).callSlowly([...numbers].reverse(), secondGapMs);
					await allDone(scheduler);
					nowMs += MINUTE_MS;
					await new Process(atOnce).call(numbers);
					await untilQuiet();
					const isKilled = killedFirst !== undefined || killedSecond !== undefined;
					if (!isKilled) expect(numbers.map(callsTo)).toEqual(numbers.map(() => 1));
					nowMs += 60 * MINUTE_MS;
					await new Process(atOnce).call(numbers);
					for (const number of numbers) expect(callsTo(number)).toBeLessThanOrEqual(1);
				},
			),
			{ numRuns: Number(process.env.CALLCOW_RUNS ?? 150) },
		);
	});

	it('phones nobody twice in any sequence of lists, crashes, lost answers and refusals', async () => {
		const runs = fc.array(
			fc.record({
				laterMs: fc.oneof(fc.nat({ max: 4 * MINUTE_MS }), fc.nat({ max: 20 * MINUTE_MS })),
				killedAt,
				answers,
			}),
			{ minLength: 1, maxLength: 8 },
		);
		await fc.assert(
			fc.asyncProperty(runs, async (sequence) => {
				reset();
				for (const run of sequence) {
					nowMs += run.laterMs;
					void new Process(atOnce, run.killedAt).call(list(3), answering(run.answers));
					await untilQuiet();
				}
				for (const number of list(3)) expect(callsTo(number)).toBeLessThanOrEqual(1);
			}),
			{ numRuns: Number(process.env.CALLCOW_RUNS ?? 150) },
		);
	});
});
