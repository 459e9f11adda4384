/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import * as claims from '../../../nodes/CallCow/transport/claims';
import type { Moment } from '../../../nodes/CallCow/transport/clock';
import type { Certainty } from '../../../nodes/CallCow/transport/gate';
import { MemoryDeduplicator } from '../../support/deduplicator';

type Gates = Pick<typeof claims, 'claimGate'>;

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-30T12:00:00Z');
const START: Moment = { monotonicMs: 0, wallMs: START_MS };

let nowMs = START_MS;
let store: MemoryDeduplicator;

beforeEach(() => {
	nowMs = START_MS;
	store = new MemoryDeduplicator();
	jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
	jest.spyOn(performance, 'now').mockImplementation(() => nowMs - START_MS);
});
afterEach(() => jest.restoreAllMocks());

let processes = 0;

/** n8n after a start: it knows nothing but what its database holds. */
function startedProcess(): Gates {
	// What the process remembers belongs to a workflow: of another one it knows nothing.
	const workflowId = `seen by process ${++processes}`;
	return {
		claimGate: (context, ...more) =>
			claims.claimGate({ ...context, getWorkflow: () => ({ id: workflowId }) } as never, ...more),
	};
}

const logged: unknown[] = [];

/** What a node is given by n8n, as far as claims use it; each operation may be held up. */
function contextOf(hold: () => Promise<void>, after: () => Promise<void>) {
	const data = { workflow: { id: 'w' }, node: { id: 'node' } } as never;
	return {
		getNode: () => ({ id: 'node' }),
		logger: { error: (...told: unknown[]) => logged.push(told) },
		helpers: {
			async checkProcessedAndRecord(items: string[], scope: 'node', options: { mode: 'entries' }) {
				await hold();
				const result = await store.checkProcessedAndRecord(items, scope, data, options);
				await after();
				return result;
			},
			async removeProcessed(items: string[], scope: 'node') {
				await hold();
				await store.removeProcessed(items, scope, data);
				await after();
			},
		},
	} as unknown as IExecuteFunctions;
}

const noHold = async () => {};

const claimOf = (more: Partial<claims.Claim> = {}): claims.Claim => ({
	name: () => 'name',
	idempotencyKey: 'key',
	mostNames: 100,
	skipReason: 'Called before',
	...more,
});

/** A gate in a process, and what waits until the process has done what it does behind our back. */
function gateIn({ claimGate }: Gates, more: Partial<claims.Claim> = {}) {
	const context = contextOf(noHold, noHold);
	const gate = claimGate(context, claimOf(more));
	return {
		open: async () => await gate.open(false),
		close: async (certainty: Certainty) => {
			gate.close(certainty);
			await new Promise(setImmediate);
		},
	};
}

const skipped = { kind: 'skipped', reason: 'Called before' };

describe('claimGate', () => {
	it('lets one call through for a name, and skips the next one', async () => {
		const process = startedProcess();
		const first = gateIn(process);
		expect(await first.open()).toEqual({ kind: 'through' });
		await first.close('placed');
		expect(await gateIn(process).open()).toEqual(skipped);
		expect(await gateIn(startedProcess()).open()).toEqual(skipped);
		expect(await gateIn(process, { name: () => 'another' }).open()).toEqual({ kind: 'through' });
	});

	it('lets the same call through again, as often as it is asked', async () => {
		const gate = gateIn(startedProcess());
		await gate.open();
		expect(await gate.open()).toEqual({ kind: 'through' });
	});

	it('skips a name while a call to it is under way in this process', async () => {
		const process = startedProcess();
		const gate = gateIn(process);
		await gate.open();
		expect(await gateIn(process).open()).toEqual(skipped);
		expect(await gateIn(process, { idempotencyKey: 'another' }).open()).toEqual(skipped);
	});

	it('lets one through of many that are asked at the same time', async () => {
		const process = startedProcess();
		const openings = await Promise.all(
			Array.from({ length: 20 }, async () => await gateIn(process).open()),
		);
		expect(openings.filter(({ kind }) => kind === 'through')).toHaveLength(1);
	});

	it('releases the name when the call was certainly not placed', async () => {
		const process = startedProcess();
		for (let count = 0; count < 3; count++) {
			const gate = gateIn(process);
			expect(await gate.open()).toEqual({ kind: 'through' });
			await gate.close('no');
			nowMs += 3_600_000;
		}
	});

	it('keeps nothing of a released name that would lose a call after a crash', async () => {
		const process = startedProcess();
		const refused = gateIn(process);
		await refused.open();
		await gateIn(process).open();
		await refused.close('no');
		await gateIn(process).open();
		expect(await gateIn(startedProcess()).open()).toMatchObject({ kind: 'through' });
	});

	it('lets an unsettled call through within four minutes, and says since when it may be placed', async () => {
		await gateIn(startedProcess()).open();
		for (const minutes of [0, 1, 2, 3]) {
			nowMs = START_MS + minutes * MINUTE_MS + 1;
			expect(await gateIn(startedProcess()).open()).toEqual({
				kind: 'through',
				uncertainSince: START,
			});
		}
		nowMs = START_MS + 4 * MINUTE_MS;
		expect(await gateIn(startedProcess()).open()).toEqual(skipped);
		nowMs = START_MS + 3 * MINUTE_MS;
		expect(await gateIn(startedProcess()).open()).toEqual(skipped);
	});

	it('says so also at the first millisecond of a minute', async () => {
		await gateIn(startedProcess()).open();
		expect(await gateIn(startedProcess()).open()).toEqual({
			kind: 'through',
			uncertainSince: START,
		});
	});

	it('keeps a call whose answer was lost: the same process asks again with the same key', async () => {
		const process = startedProcess();
		const lost = gateIn(process);
		await lost.open();
		await lost.close('unknown');
		nowMs += MINUTE_MS;
		expect(await gateIn(process).open()).toEqual({ kind: 'through', uncertainSince: START });
		nowMs += 10 * MINUTE_MS;
		expect(await gateIn(process).open()).toEqual(skipped);
	});

	it('sends an unsettled call again only with the key that it was sent with', async () => {
		await gateIn(startedProcess(), { idempotencyKey: 'first' }).open();
		expect(await gateIn(startedProcess(), { idempotencyKey: 'second' }).open()).toEqual(skipped);
	});

	it('asks for the name when the call is about to leave, not before', async () => {
		const process = startedProcess();
		let name = 'monday';
		const gate = gateIn(process, { name: () => name });
		name = 'tuesday';
		await gate.open();
		await gate.close('placed');
		expect(await gateIn(process, { name: () => 'monday' }).open()).toEqual({ kind: 'through' });
		expect(await gateIn(process, { name: () => 'tuesday' }).open()).toEqual(skipped);
	});

	it('remembers as many names as it has to', async () => {
		const process = startedProcess();
		const call = async (name: string) => {
			const gate = gateIn(process, { name: () => name, mostNames: 3 });
			const { kind } = await gate.open();
			if (kind === 'through') await gate.close('placed');
			return kind;
		};
		for (const name of ['a', 'b', 'c']) expect(await call(name)).toBe('through');
		for (const name of ['a', 'b', 'c']) expect(await call(name)).toBe('skipped');
	});

	it('refuses the call in plain words when the store does not work, and lets it through later', async () => {
		const process = startedProcess();
		store.before = () => {
			throw new Error('SQLITE_BUSY: database is locked');
		};
		expect(await gateIn(process).open()).toEqual({
			kind: 'failed',
			failure: {
				message: 'n8n could not record that this number is being called',
				description: expect.stringContaining('SQLITE_BUSY: database is locked'),
				placed: 'no',
			},
		});
		store.before = () => {};
		expect(await gateIn(process).open()).toEqual({ kind: 'through' });
	});

	it('goes on, and logs it, when it cannot note what came of a call', async () => {
		const process = startedProcess();
		const gate = gateIn(process);
		await gate.open();
		store.before = () => {
			throw new Error('SQLITE_BUSY');
		};
		logged.length = 0;
		await gate.close('placed');
		expect(logged).toEqual([
			['The CallCow node could not record the outcome of a call', { reason: 'SQLITE_BUSY' }],
		]);
		store.before = () => {};
		expect(await gateIn(process, { name: () => 'next' }).open()).toEqual({ kind: 'through' });
	});
});

describe('claimGate: two processes at the same time', () => {
	it.each<[Certainty, Certainty]>([
		['no', 'placed'],
		['no', 'unknown'],
		['placed', 'no'],
		['unknown', 'no'],
	])('keeps the number when one gets the answer %j and the other one %j', async (one, other) => {
		const first = gateIn(startedProcess());
		const second = gateIn(startedProcess());
		await first.open();
		expect(await second.open()).toMatchObject({ kind: 'through' });
		await first.close(one);
		// What another process may have sent is never certainly not placed.
		await second.close(other === 'no' ? 'unknown' : other);
		nowMs += 3_600_000;
		expect(await gateIn(startedProcess()).open()).toEqual(skipped);
	});

	it('calls nobody twice, in whatever order their steps come', async () => {
		const answers = fc.array(fc.constantFrom<Certainty>('placed', 'unknown', 'no'), {
			minLength: 2,
			maxLength: 3,
		});
		await fc.assert(
			fc.asyncProperty(fc.scheduler(), answers, async (scheduler, all) => {
				store.clear();
				nowMs = START_MS;
				const company = new PhoneCompany();
				const step = async () => await scheduler.schedule(Promise.resolve());
				await scheduler.waitFor(
					Promise.all(
						all.map(async (answer) => {
							const gate = startedProcess().claimGate(contextOf(step, noHold), claimOf());
							const opening = await gate.open(false);
							if (opening.kind !== 'through') return;
							await step();
							if (answer !== 'no') company.place('key');
							const isUncertain = opening.uncertainSince !== undefined;
							gate.close(answer === 'no' && isUncertain ? 'unknown' : answer);
						}),
					),
				);
				await scheduler.waitIdle();
				nowMs += 3_600_000;
				await runOnce(company, {});
				expect(company.calls).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 150 },
		);
	});
});

/** CallCow, which remembers a key for five minutes. */
class PhoneCompany {
	calls = 0;
	private readonly placedAt = new Map<string, number>();

	place(key: string): void {
		const placedAt = this.placedAt.get(key);
		if (placedAt !== undefined && nowMs - placedAt < 5 * MINUTE_MS) return;
		this.placedAt.set(key, nowMs);
		this.calls++;
	}
}

interface Run {
	/** At which step n8n is killed, before or after it takes effect; undefined: never. */
	readonly killedAt?: { readonly step: number; readonly after: boolean };
	readonly key?: string;
	/** What comes of the request: an answer, a refusal, or nothing. */
	readonly answer?: Certainty;
	/** Whether that step throws instead, and n8n lives on. */
	readonly throws?: boolean;
}

/** One n8n that calls the number once, if it may; every operation of the store and the call are a step. */
async function runOnce(company: PhoneCompany, run: Run, process = startedProcess()) {
	let steps = 0;
	let told: (end: 'killed') => void = () => {};
	const killed = new Promise<'killed'>((resolve) => {
		told = resolve;
	});
	const at = async (after: boolean) => {
		if (!after) steps++;
		if (steps - 1 !== run.killedAt?.step || after !== run.killedAt.after) return;
		if (run.throws) throw new Error('The database does not answer');
		told('killed');
		await new Promise(() => {});
	};
	const before = async () => await at(false);
	const after = async () => await at(true);
	const alive = async () => {
		const idempotencyKey = run.key ?? 'key';
		const gate = process.claimGate(contextOf(before, after), claimOf({ idempotencyKey }));
		const opening = await gate.open(false);
		if (opening.kind !== 'through') return opening.kind;
		const isUncertain = opening.uncertainSince !== undefined;
		if (!run.throws) await before();
		const answer = run.answer ?? 'placed';
		if (answer !== 'no') company.place(idempotencyKey);
		if (!run.throws) await after();
		gate.close(answer === 'no' && isUncertain ? 'unknown' : answer);
		await new Promise(setImmediate);
		return 'sent';
	};
	const end = await Promise.race([alive(), killed]);
	return { end, steps };
}

describe('claimGate: a crash', () => {
	const everyStep = async (prepare: (company: PhoneCompany) => Promise<unknown>) => {
		const company = new PhoneCompany();
		await prepare(company);
		const { steps } = await runOnce(company, {});
		return Array.from({ length: steps }, (_, step) =>
			[false, true].map((after) => ({ step, after })),
		).flat();
	};

	it('at any one step leaves a number that is called exactly once when the list is run again soon', async () => {
		const points = await everyStep(async () => {});
		// Claimed, sent, the call itself, and two steps that settle it.
		expect(points.length).toBe(2 * 5);
		for (const killedAt of points) {
			for (const laterMs of [0, 59_999, 3 * MINUTE_MS]) {
				store.clear();
				nowMs = START_MS + 30_000;
				const company = new PhoneCompany();
				expect((await runOnce(company, { killedAt })).end).toBe('killed');
				nowMs += laterMs;
				await runOnce(company, {});
				expect({ killedAt, laterMs, calls: company.calls }).toMatchObject({ calls: 1 });
			}
		}
	});

	it('loses, when the list is run again late, only what was about to leave', async () => {
		const points = await everyStep(async () => {});
		const lost = [];
		for (const killedAt of points) {
			store.clear();
			nowMs = START_MS;
			const company = new PhoneCompany();
			await runOnce(company, { killedAt });
			nowMs += 3_600_000;
			await runOnce(company, {});
			expect(company.calls).toBeLessThanOrEqual(1);
			if (company.calls === 0) lost.push(killedAt);
		}
		// The number is recorded as sent, and the request has not left.
		expect(lost).toEqual([
			{ step: 1, after: true },
			{ step: 2, after: false },
		]);
	});

	it('at any two steps calls nobody twice, whenever the list is run again', async () => {
		for (const first of await everyStep(async () => {})) {
			for (const gapMs of [2 * MINUTE_MS, 3_600_000]) {
				for (let step = 0; step < 14; step++) {
					for (const after of [false, true]) {
						for (const throws of [false, true]) {
							store.clear();
							nowMs = START_MS;
							const company = new PhoneCompany();
							await runOnce(company, { killedAt: first });
							nowMs += gapMs;
							await runOnce(company, { killedAt: { step, after }, throws });
							for (const laterMs of [2 * MINUTE_MS, 3_600_000]) {
								nowMs += laterMs;
								await runOnce(company, {});
							}
							expect({ first, gapMs, step, after, throws, calls: company.calls }).toMatchObject({
								calls: company.calls > 1 ? 'one at most' : company.calls,
							});
						}
					}
				}
			}
		}
	});

	it('calls nobody twice in any sequence of runs, crashes, lost answers, refusals and keys', async () => {
		const runs = fc.array(
			fc.record({
				laterMs: fc.oneof(fc.nat({ max: 4 * MINUTE_MS }), fc.nat({ max: 20 * MINUTE_MS })),
				restarts: fc.boolean(),
				killedAt: fc.option(fc.record({ step: fc.nat({ max: 12 }), after: fc.boolean() }), {
					nil: undefined,
				}),
				throws: fc.boolean(),
				key: fc.constantFrom('key', 'key', 'other'),
				answer: fc.constantFrom<Certainty>('placed', 'unknown', 'no'),
			}),
			{ minLength: 1, maxLength: 8 },
		);
		await fc.assert(
			fc.asyncProperty(runs, async (sequence) => {
				store.clear();
				nowMs = START_MS;
				const company = new PhoneCompany();
				let process = startedProcess();
				for (const { laterMs, restarts, ...run } of sequence) {
					nowMs += laterMs;
					if (restarts) process = startedProcess();
					const { end } = await runOnce(company, run, process);
					if (end === 'killed') process = startedProcess();
				}
				expect(company.calls).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 150 },
		);
	});
});
