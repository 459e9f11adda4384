/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { claimGate } from '../../../nodes/CallCow/transport/claims';
import { dailyLimitGate } from '../../../nodes/CallCow/transport/dailyLimit';
import type { Certainty, Gate } from '../../../nodes/CallCow/transport/gate';
import { MemoryDeduplicator } from '../../support/deduplicator';

const data = { workflow: { id: 'w' }, node: { id: 'node' } } as never;

let store: MemoryDeduplicator;
let today: string;
let logged: unknown[];

beforeEach(() => {
	store = new MemoryDeduplicator();
	today = '2026-03-30';
	logged = [];
});

const untilQuiet = async () => await new Promise(setImmediate);

/** What is done behind a call's back goes on in steps of its own. */
async function allDone(scheduler: fc.Scheduler): Promise<void> {
	do {
		await scheduler.waitIdle();
		await untilQuiet();
	} while (scheduler.count() > 0);
}
const recorded = async () => await store.getProcessedDataCount('node', data);

let processes = 0;

/** An n8n, which knows nothing but what its database holds. */
class Process {
	operations = 0;
	private isAlive = true;
	/** What a process remembers belongs to a workflow: of another one it knows nothing. */
	private readonly workflow = { id: `seen by process ${++processes}` };

	/** @param killedAt at which operation of the record, and whether it takes effect */
	constructor(
		private readonly step: () => Promise<void> = async () => {},
		private readonly killedAt?: { readonly operation: number; readonly after: boolean },
	) {}

	gate(most: number): Gate {
		return dailyLimitGate(this.context(), {
			most,
			day: () => today,
			daysBefore: (day) => (day === '2026-03-31' ? ['2026-03-30'] : []),
			explain: () => ({ message: 'Full', description: 'Later.', callableAt: 'tomorrow' }),
		});
	}

	/** So many calls at once; gives how many were let through. */
	async call(count: number, most: number, certainty: Certainty = 'placed'): Promise<number> {
		const ends = await Promise.all(
			Array.from({ length: count }, async () => {
				const gate = this.gate(most);
				const { kind } = await gate.open(false);
				if (kind === 'through') gate.close(certainty);
				return kind;
			}),
		);
		await untilQuiet();
		return ends.filter((kind) => kind === 'through').length;
	}

	context(): IExecuteFunctions {
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
			logger: { error: (...told: unknown[]) => logged.push(told) },
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

	async alive(doing: Promise<void> = Promise.resolve()): Promise<void> {
		await doing;
		if (!this.isAlive) await new Promise(() => {});
	}
}

// Many runs, minutes of them on a busy machine. One that is given up would go on beside the next test.
jest.setTimeout(300_000);

describe('dailyLimitGate', () => {
	it('lets as many calls through as it says, one after the other and at once, and then says when there are more', async () => {
		const process = new Process();
		for (let count = 0; count < 3; count++) expect(await process.call(1, 10)).toBe(1);
		expect(await process.call(20, 10)).toBe(7);
		expect(await process.gate(10).open(false)).toEqual({
			kind: 'failed',
			failure: {
				message: 'Full',
				description: 'This call was not placed. Later.',
				callableAt: 'tomorrow',
				placed: 'no',
			},
		});
	});

	it('goes on counting after a restart, also far behind the first call', async () => {
		expect(await new Process().call(900, 1_000)).toBe(900);
		const restarted = new Process();
		expect(await restarted.call(1, 1_000)).toBe(1);
		expect(restarted.operations).toBeLessThan(30);
		expect(await new Process().call(200, 1_000)).toBe(99);
		expect(await new Process().call(1, 1_000)).toBe(0);
	});

	it('counts the calls of two processes together', async () => {
		const [one, other] = [new Process(), new Process()];
		const counts = await Promise.all([one.call(30, 40), other.call(30, 40)]);
		expect(counts[0]! + counts[1]!).toBe(40);
	});

	it('does not count what was certainly not placed, and counts what may have been', async () => {
		const process = new Process();
		for (let count = 0; count < 5; count++) expect(await process.call(4, 4, 'no')).toBe(4);
		expect(await process.call(3, 4, 'unknown')).toBe(3);
		expect(await process.call(4, 4)).toBe(1);
	});

	it('gives back what was not placed to other processes that come later', async () => {
		await new Process().call(4, 4, 'no');
		expect(await new Process().call(4, 4)).toBe(4);
	});

	it('counts the attempts at one call once, and a repeat of one that may have been placed not at all', async () => {
		const process = new Process();
		const gate = process.gate(2);
		for (let attempt = 0; attempt < 5; attempt++) {
			expect(await gate.open(false)).toEqual({ kind: 'through' });
		}
		gate.close('unknown');
		expect(await process.call(5, 2)).toBe(1);
		expect(await process.gate(2).open(true)).toEqual({ kind: 'through' });
	});

	it('begins anew with the day, takes out what the day before has left, and counts a call on the day on which it leaves', async () => {
		const process = new Process();
		const waiting = process.gate(3);
		await waiting.open(false);
		expect(await process.call(5, 3)).toBe(2);
		today = '2026-03-31';
		expect(await waiting.open(false)).toEqual({ kind: 'through' });
		waiting.close('placed');
		expect(await process.call(5, 3)).toBe(2);
		// Three calls, and the mark of the day.
		expect(await recorded()).toBe(4);
	});

	it('holds for the limit that each item has', async () => {
		const process = new Process();
		expect(await process.call(5, 10)).toBe(5);
		expect(await process.call(5, 3)).toBe(0);
		expect(await process.call(5, 7)).toBe(2);
		expect(await process.call(5, 10)).toBe(3);
	});

	it('refuses the call in plain words when the store does not work, and counts on later', async () => {
		const process = new Process();
		store.before = () => {
			throw new Error('SQLITE_BUSY: database is locked');
		};
		expect(await process.gate(2).open(false)).toEqual({
			kind: 'failed',
			failure: {
				message: 'n8n could not record that a call is being placed today',
				description: expect.stringContaining('SQLITE_BUSY: database is locked'),
				placed: 'no',
			},
		});
		store.before = () => {};
		expect(await process.call(5, 2)).toBe(2);
	});

	it('logs why a call that was not placed is still counted', async () => {
		const process = new Process();
		const gate = process.gate(1);
		await gate.open(false);
		await untilQuiet();
		store.before = () => {
			throw new Error('SQLITE_BUSY: database is locked');
		};
		gate.close('no');
		await untilQuiet();
		expect(logged).toEqual([
			[
				expect.stringContaining('could not record that a call is not counted'),
				{ reason: 'SQLITE_BUSY: database is locked' },
			],
		]);
		store.before = () => {};
		expect(await process.call(1, 1)).toBe(0);
	});

	it('writes a few times for many calls', async () => {
		const process = new Process();
		await process.call(100, 1_000);
		expect(process.operations).toBeLessThanOrEqual(4);
	});

	it('never lets more through than it says, whatever is killed, and loses little', async () => {
		const killedAt = fc.option(fc.record({ operation: fc.nat(8), after: fc.boolean() }), {
			nil: undefined,
		});
		const runs = fc.array(
			fc.record({
				killedAt,
				count: fc.integer({ min: 1, max: 12 }),
				certainty: fc.constantFrom<Certainty>('placed', 'unknown', 'no'),
			}),
			{ minLength: 1, maxLength: 6 },
		);
		await fc.assert(
			fc.asyncProperty(fc.scheduler(), runs, async (scheduler, sequence) => {
				store.clear();
				const most = 20;
				let calls = 0;
				for (const run of sequence) {
					const step = async () => await scheduler.schedule(Promise.resolve());
					const process = new Process(step, run.killedAt);
					for (let count = 0; count < run.count; count++) {
						const gate = process.gate(most);
						void gate.open(false).then(async ({ kind }) => {
							if (kind !== 'through') return;
							await process.alive(step());
							if (run.certainty !== 'no') calls++;
							await process.alive(step());
							gate.close(run.certainty);
						});
					}
					await allDone(scheduler);
				}
				expect(calls).toBeLessThanOrEqual(most);
				if (sequence.every((run) => run.killedAt === undefined)) {
					expect(calls + (await new Process().call(30, most))).toBe(most);
				}
			}),
			{ numRuns: Number(process.env.CALLCOW_RUNS ?? 150) },
		);
	});
});

describe('dailyLimitGate, with numbers that are called once', () => {
	const both = (process: Process, number: string, most: number) =>
		claimGate(
			process.context(),
			{
				name: () => number,
				idempotencyKey: `key ${number}`,
				mostNames: undefined,
				skipReason: 'Called before',
			},
			process.gate(most),
		);

	const callAll = async (process: Process, numbers: readonly string[], most: number) => {
		const ends = await Promise.all(
			numbers.map(async (number) => {
				const gate = both(process, number, most);
				const { kind } = await gate.open(false);
				if (kind === 'through') gate.close('placed');
				return kind;
			}),
		);
		await untilQuiet();
		return ends;
	};

	const numbers = Array.from({ length: 10 }, (_, index) => `number ${index}`);

	it('does not count a number that is skipped', async () => {
		const process = new Process();
		await callAll(process, numbers.slice(0, 3), 4);
		expect(await callAll(process, numbers.slice(0, 4), 4)).toEqual([
			'skipped',
			'skipped',
			'skipped',
			'through',
		]);
	});

	it('leaves a number free that the day has no room for, also for another process', async () => {
		expect((await callAll(new Process(), numbers, 4)).sort()).toEqual([
			...Array.from({ length: 6 }, () => 'failed'),
			...Array.from({ length: 4 }, () => 'through'),
		]);
		const later = await callAll(new Process(), numbers, 20);
		expect(later.filter((kind) => kind === 'through')).toHaveLength(6);
	});

	it('calls nobody twice and no more than it says, whatever is killed, also when the list is run again soon', async () => {
		const killedAt = fc.option(fc.record({ operation: fc.nat(12), after: fc.boolean() }), {
			nil: undefined,
		});
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.array(killedAt, { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 1, max: 8 }),
				async (scheduler, kills, most) => {
					store.clear();
					// As long as CallCow remembers the key, a repeat is the same call.
					const called = new Set<string>();
					const step = async () => await scheduler.schedule(Promise.resolve());
					for (const killed of kills) {
						const process = new Process(step, killed);
						for (const number of numbers.slice(0, 6)) {
							const gate = both(process, number, most);
							void gate.open(false).then(async ({ kind }) => {
								if (kind !== 'through') return;
								await process.alive(step());
								called.add(number);
								await process.alive(step());
								gate.close('placed');
							});
						}
						await allDone(scheduler);
					}
					expect(called.size).toBeLessThanOrEqual(most);
				},
			),
			{ numRuns: Number(process.env.CALLCOW_RUNS ?? 150) },
		);
	});
});
