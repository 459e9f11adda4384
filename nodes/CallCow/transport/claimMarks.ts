import { RETRY_WINDOW_MS } from '../domain/retry';
import { isFresh, type NameClaim } from './claimsAhead';
import type { Certainty, Gate, Held } from './gate';
import type { NodeRecord } from './nodeRecord';

/**
 * The marks of a name. To ask for one is to record it, so what is asked for first leaves the same record
 * behind for a number that was never called and for one that was: two marks have to last.
 */
export interface Marks {
	/** Lasts: somebody is or was at it. */
	readonly claimed: string;
	/** Lasts: the request may have left. */
	readonly sent: string;
	/** In which minute it may have left, and with which key; as long as it is in doubt what came of it. */
	readonly minute: string;
	/** Somebody looks at what became of it. Stays when nothing is in doubt any more: it counts as called. */
	readonly asking: string;
	/** Another run sends the same call again: neither of them may give the claim up by itself. */
	readonly shared: string;
}

/** How many of them last for a name that was called. */
export const LASTING_MARKS = 2;

const MINUTE_MS = 60_000;

export function marksOf(name: string, idempotencyKey: string, timeMs: number): Marks {
	return {
		claimed: name,
		sent: `${name} sent`,
		minute: `${name} ${Math.floor(timeMs / MINUTE_MS)} ${idempotencyKey}`,
		asking: `${name} asking`,
		shared: `${name} shared`,
	};
}

/** What may be done with a name, as the record has it. */
export type Leave =
	/** Nobody has sent its call. */
	| { kind: 'first' }
	/** Another run may have sent the call then, and CallCow still remembers its key. */
	| { kind: 'again'; sinceMs: number }
	/** It counts as called. */
	| { kind: 'none' }
	| Held;

/**
 * Claims a name, and records that its call may have left. Wherever a crash breaks this off, at worst a
 * number is not called, and none is called twice.
 *
 * @param claim records that somebody is at it
 * @param count asked only of a call that nobody has sent, before that is recorded
 */
export async function leaveToSend(
	record: NodeRecord,
	claim: () => Promise<NameClaim>,
	marksAt: (timeMs: number) => Marks,
	nowMs: number,
	count: Pick<Gate, 'close'> & { open(): ReturnType<Gate['open']> },
): Promise<Leave> {
	const { claimed, sent, minute } = marksAt(nowMs);
	const made = await claim();
	if (made.isNew && isFresh(made)) {
		const counted = await count.open();
		if (counted.kind !== 'through') {
			await record.remove([claimed]);
			return counted;
		}
		const isNew = await record.add([sent, minute]);
		if (isNew.has(sent)) return { kind: 'first' };
		// Another process was faster, and took this claim for one that a crash has left behind.
		count.close('no');
		if (isNew.has(minute)) await record.remove([minute]);
		return { kind: 'none' };
	}
	if ((await record.add([sent])).has(sent)) {
		// Who has claimed it, perhaps this run a while ago, has not come to send it.
		const counted = await count.open();
		if (counted.kind !== 'through') {
			await record.remove([claimed, sent]);
			return counted;
		}
		await record.add([minute]);
		return { kind: 'first' };
	}
	return await leaveToSendAgain(record, marksAt, nowMs);
}

/** To ask for a minute is to record it: that somebody asks is recorded before, and so nobody goes by it. */
async function leaveToSendAgain(
	record: NodeRecord,
	marksAt: (timeMs: number) => Marks,
	nowMs: number,
): Promise<Leave> {
	const { asking, shared } = marksAt(nowMs);
	if (!(await record.add([asking])).has(asking)) return { kind: 'none' };

	const times = Array.from(
		{ length: RETRY_WINDOW_MS / MINUTE_MS },
		(_, age) => nowMs - age * MINUTE_MS,
	);
	const isNew = await record.add(times.map((timeMs) => marksAt(timeMs).minute));
	const sentAtMs = times.filter((timeMs) => !isNew.has(marksAt(timeMs).minute)).at(-1);
	if (sentAtMs === undefined) {
		await record.remove([...isNew]);
		return { kind: 'none' };
	}
	await record.add([shared]);
	await record.remove([asking, ...isNew]);
	return { kind: 'again', sinceMs: Math.floor(sentAtMs / MINUTE_MS) * MINUTE_MS };
}

/** Whether another run has begun to send the call, too. */
export async function isShared(record: NodeRecord, { shared }: Marks): Promise<boolean> {
	const isNew = (await record.add([shared])).has(shared);
	if (isNew) await record.remove([shared]);
	return !isNew;
}

/**
 * Gives a claim up whose call was not placed, or may not have been. Another process may have sent the
 * same call meanwhile, and another answer may have come to it.
 *
 * @returns whether nothing is left of it, so that the name may be called
 */
export async function giveUp(
	record: NodeRecord,
	{ claimed, sent, minute, asking, shared }: Marks,
	certainty: Exclude<Certainty, 'placed'>,
): Promise<boolean> {
	if (certainty === 'unknown') {
		await record.add([claimed, sent, minute]);
		return false;
	}
	// As long as we ask, nobody else begins to share what is about to go.
	const isNew = await record.add([asking, shared]);
	if (!isNew.has(asking)) return false;
	const isAlone = isNew.has(shared);
	await record.remove(isAlone ? [claimed, sent, minute, asking, shared] : [asking]);
	return isAlone;
}
