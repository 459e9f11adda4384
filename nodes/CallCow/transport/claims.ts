import type { IExecuteFunctions } from 'n8n-workflow';
import { RETRY_WINDOW_MS } from '../domain/retry';
import { longestSince, realClock, type Moment } from './clock';
import type { Certainty, Gate, Held } from './gate';

/** What may be done once only. */
export interface Claim {
	/** As it is recorded; asked for when the call is about to leave. */
	readonly name: () => string;
	/** What CallCow tells the call by: only a repeat that has the same can do no harm. */
	readonly idempotencyKey: string;
	/** How many names the record holds at least before the oldest are forgotten; all when undefined. */
	readonly mostNames: number | undefined;
	readonly skipReason: string;
}

/**
 * The marks of a name. The store knows nothing but whether a mark is there, and records each mark that
 * it is asked for: so no mark of a time is recorded before it is certain that nobody else has sent.
 */
interface Marks {
	/** Somebody is at it, and has not sent anything yet. */
	readonly claimed: string;
	/** The request may have left. */
	readonly sent: string;
	/** In which minute, and with which key. */
	readonly minute: string;
	/** It is known what came of it. */
	readonly settled: string;
	/** Another run sends the same call again: neither of them may give the claim up by itself. */
	readonly shared: string;
}

const MARKS_A_NAME = 5;

const MINUTE_MS = 60_000;

function marksOf(name: string, { idempotencyKey }: Claim, timeMs: number): Marks {
	return {
		claimed: name,
		sent: `${name} sent`,
		minute: `${name} ${Math.floor(timeMs / MINUTE_MS)} ${idempotencyKey}`,
		settled: `${name} settled`,
		shared: `${name} shared`,
	};
}

/**
 * Lets one call through for each name, across executions: the name is claimed in n8n's deduplication
 * store before the request leaves, and released when CallCow has certainly not placed the call.
 *
 * A claim that was never settled is what a crash leaves behind. As long as CallCow remembers the
 * idempotency key, a call with the same key is sent again; otherwise it counts as placed.
 */
export function claimGate(context: IExecuteFunctions, claim: Claim): Gate {
	const store = storeOf(context, claim.mostNames);
	let marks: Marks | undefined;
	let claimedAt: Moment | undefined;
	let flight = '';
	return {
		async open() {
			try {
				return await oneAtATime(store.id, async () => {
					if (marks !== undefined && claimedAt !== undefined) {
						return await stillThrough(store, marks, claimedAt);
					}
					claimedAt = realClock();
					const nowMs = claimedAt.wallMs;
					const name = claim.name();
					flight = `${store.id} ${name}`;
					const leave = inFlight.has(flight)
						? 'none'
						: await leaveToSend(store, name, claim, nowMs);
					if (leave === 'none') return { kind: 'skipped' as const, reason: claim.skipReason };
					inFlight.add(flight);
					if (leave === 'first') {
						marks = marksOf(name, claim, nowMs);
						return { kind: 'through' as const };
					}
					const { againSinceMs } = leave;
					marks = marksOf(name, claim, againSinceMs);
					return { kind: 'through' as const, uncertainSinceMs: againSinceMs };
				});
			} catch (error) {
				return notRecorded(error);
			}
		},

		close(certainty: Certainty) {
			void oneAtATime(store.id, async () => {
				inFlight.delete(flight);
				await settle(store, marks!, certainty);
			}).catch((error: unknown) => {
				context.logger.error('CallCow could not note what came of a call', {
					reason: (error as Error).message,
				});
			});
		},
	};
}

/** Another process may have sent the same call meanwhile, and another answer may have come to it. */
async function settle(store: Store, marks: Marks, certainty: Certainty): Promise<void> {
	const { claimed, sent, minute, settled, shared } = marks;
	switch (certainty) {
		case 'placed':
			await store.record([claimed, sent, settled]);
			return;
		case 'unknown':
			await store.record([claimed, sent, minute]);
			return;
		case 'no': {
			// Settled first: who asks meanwhile shall not share what is about to go.
			const isNew = await store.record([settled, shared]);
			if (!isNew.has(settled)) return;
			await store.forget(isNew.has(shared) ? [claimed, sent, minute, settled, shared] : [settled]);
		}
	}
}

/** Another run may have sent the call while this one was waiting, and CallCow forgets keys. */
async function stillThrough(store: Store, { shared }: Marks, claimedAt: Moment) {
	const isFresh = longestSince(claimedAt, realClock()) < RETRY_WINDOW_MS - MINUTE_MS;
	if (isFresh) return { kind: 'through' as const };
	if ((await store.record([shared])).has(shared)) {
		await store.forget([shared]);
		return { kind: 'through' as const };
	}
	return { kind: 'through' as const, uncertainSinceMs: claimedAt.wallMs };
}

/** The claims of this process that are not settled: of two items with one number, one is called. */
const inFlight = new Set<string>();

/** `againSinceMs`: another run may have sent the call then, and CallCow still remembers its key. */
type Leave = 'first' | { againSinceMs: number } | 'none';

/** Wherever a crash breaks this off, at worst a number is not called, and none is called twice. */
async function leaveToSend(
	store: Store,
	name: string,
	claim: Claim,
	nowMs: number,
): Promise<Leave> {
	const { claimed, sent, minute } = marksOf(name, claim, nowMs);
	if ((await store.record([claimed])).has(claimed)) {
		const isNew = await store.record([sent, minute]);
		if (isNew.has(sent)) return 'first';
		// Another process was faster, and took this claim for one that a crash has left behind.
		if (isNew.has(minute)) await store.forget([minute]);
		return 'none';
	}
	if ((await store.record([sent])).has(sent)) {
		await store.record([minute]);
		return 'first';
	}
	return await leaveToSendAgain(store, name, claim, nowMs);
}

/**
 * To ask is to record. So the claim is settled first, and only if it was not: whatever breaks off
 * here then leaves a number that is not called, never one that is called twice.
 */
async function leaveToSendAgain(
	store: Store,
	name: string,
	claim: Claim,
	nowMs: number,
): Promise<Leave> {
	const { settled, shared } = marksOf(name, claim, nowMs);
	if (!(await store.record([settled])).has(settled)) return 'none';

	let foundMs: number | undefined;
	for (let ageMs = 0; ageMs < RETRY_WINDOW_MS; ageMs += MINUTE_MS) {
		const { minute } = marksOf(name, claim, nowMs - ageMs);
		if ((await store.record([minute])).has(minute)) await store.forget([minute]);
		else foundMs = Math.floor((nowMs - ageMs) / MINUTE_MS) * MINUTE_MS;
	}
	if (foundMs === undefined) return 'none';
	await store.record([shared]);
	await store.forget([settled]);
	return { againSinceMs: foundMs };
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
			description: `This call was not placed. Call Each Number At Most Once needs a workflow that is saved, and n8n's database. n8n said: ${(error as Error).message}`,
			placed: 'no',
		},
	};
}
