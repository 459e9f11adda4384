import type { IExecuteFunctions } from 'n8n-workflow';
import { RETRY_WINDOW_MS } from '../domain/retry';
import type { Certainty, Gate, Held } from './gate';

/** What may be done once only. */
export interface Claim {
	/** As it is recorded; asked for when the call is about to leave. */
	readonly name: () => string;
	/** How many names the record holds at least before the oldest are forgotten; all when undefined. */
	readonly mostNames: number | undefined;
	readonly skipReason: string;
}

/**
 * Three marks a name: that it is claimed, in which minute that was, and that it is settled. The store
 * knows nothing but whether a mark is there, and records each mark that it is asked for.
 */
const MARKS_A_NAME = 3;

const MINUTE_MS = 60_000;

/**
 * Lets one call through for each name, across executions: the name is claimed in n8n's deduplication
 * store before the request leaves, and released when CallCow has certainly not placed the call.
 *
 * A claim that was never settled is what a crash leaves behind. As long as CallCow remembers the
 * idempotency key, which has to be the same one, the call is sent again; later it counts as placed.
 */
export function claimGate(context: IExecuteFunctions, claim: Claim): Gate {
	const store = storeOf(context, claim.mostNames);
	let marks: Marks | undefined;
	return {
		async open() {
			if (marks !== undefined) return { kind: 'through' };
			try {
				return await oneAtATime(store.id, async () => {
					const nowMs = Date.now();
					const name = claim.name();
					const wanted = marksOf(name, nowMs);
					const { claimed, minute } = wanted;
					const isNew = await store.record([claimed, minute]);
					if (isNew.has(claimed)) {
						marks = wanted;
						return { kind: 'through' as const };
					}
					if (isNew.has(minute)) await store.forget([minute]);
					const uncertainSinceMs = await unsettledSince(store, name, nowMs);
					if (uncertainSinceMs === undefined) {
						return { kind: 'skipped' as const, reason: claim.skipReason };
					}
					marks = marksOf(name, uncertainSinceMs);
					return { kind: 'through' as const, uncertainSinceMs };
				});
			} catch (error) {
				return notRecorded(error);
			}
		},

		close(certainty: Certainty) {
			const { claimed, minute, settled } = marks!;
			void oneAtATime(store.id, async () => {
				if (certainty === 'placed') await store.record([settled]);
				if (certainty === 'no') await store.forget([claimed, minute]);
			}).catch((error: unknown) => {
				context.logger.error('CallCow could not note what came of a call', {
					reason: (error as Error).message,
				});
			});
		},
	};
}

interface Marks {
	readonly claimed: string;
	readonly minute: string;
	readonly settled: string;
}

function marksOf(name: string, timeMs: number): Marks {
	return {
		claimed: name,
		minute: `${name} ${Math.floor(timeMs / MINUTE_MS)}`,
		settled: `${name} settled`,
	};
}

/**
 * Since when a claim of another run is unsettled, if that is so recent that its key still protects.
 *
 * To ask is to record. So the claim is settled first, and only if it was not: whatever breaks off
 * here then leaves a number that is not called, never one that is called twice.
 */
async function unsettledSince(
	store: Store,
	name: string,
	nowMs: number,
): Promise<number | undefined> {
	const { settled } = marksOf(name, nowMs);
	if (!(await store.record([settled])).has(settled)) return undefined;

	let foundMs: number | undefined;
	for (let ageMs = 0; ageMs < RETRY_WINDOW_MS; ageMs += MINUTE_MS) {
		const { minute } = marksOf(name, nowMs - ageMs);
		if ((await store.record([minute])).has(minute)) await store.forget([minute]);
		else foundMs = Math.floor((nowMs - ageMs) / MINUTE_MS) * MINUTE_MS;
	}
	if (foundMs !== undefined) await store.forget([settled]);
	return foundMs;
}

interface Store {
	readonly id: string;
	/** Records the marks, and gives those that were not there yet. */
	record(marks: string[]): Promise<ReadonlySet<unknown>>;
	forget(marks: string[]): Promise<void>;
}

function storeOf(context: IExecuteFunctions, mostNames: number | undefined): Store {
	const options = {
		mode: 'entries' as const,
		...(mostNames === undefined ? {} : { maxEntries: mostNames * MARKS_A_NAME }),
	};
	return {
		id: JSON.stringify([context.getWorkflow().id, context.getNode().id]),
		async record(marks) {
			const { new: isNew } = await context.helpers.checkProcessedAndRecord(marks, 'node', options);
			return new Set(isNew);
		},
		async forget(marks) {
			await context.helpers.removeProcessed(marks, 'node', options);
		},
	};
}

const queues = new Map<string, Promise<unknown>>();

/** n8n reads the whole record, changes it and writes it back: two at the same time would lose marks. */
async function oneAtATime<T>(id: string, work: () => Promise<T>): Promise<T> {
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

function notRecorded(error: unknown): Held {
	return {
		kind: 'failed',
		failure: {
			message: 'n8n could not record that the number is called',
			description: `No call was placed. Call Each Number At Most Once needs a workflow that is saved, and n8n's database. n8n said: ${(error as Error).message}`,
			placed: 'no',
		},
	};
}
