import type { IExecuteFunctions } from 'n8n-workflow';
import { RETRY_WINDOW_MS } from '../domain/retry';
import { longestSince, realClock, type Moment } from './clock';
import type { Certainty, Gate, Held } from './gate';
import { nodeRecordOf, type NodeRecord } from './nodeRecord';
import { oneAtATime } from './oneAtATime';
import { PlacedClaims } from './placedClaims';

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

const LASTING_MARKS = 2;

/** For the marks of calls that are under way. */
const PASSING_MARKS = 10_000;

const MINUTE_MS = 60_000;

function marksOf(name: string, idempotencyKey: string, timeMs: number): Marks {
	return {
		claimed: name,
		sent: `${name} sent`,
		minute: `${name} ${Math.floor(timeMs / MINUTE_MS)} ${idempotencyKey}`,
		asking: `${name} asking`,
		shared: `${name} shared`,
	};
}

/** A name that this run may send the call of, and since when. */
interface HeldClaim {
	readonly name: string;
	readonly marks: Marks;
	readonly claimedAt: Moment;
}

/**
 * Lets one call through for each name, across executions: the name is claimed in n8n's deduplication
 * store before the request leaves, and released when CallCow has certainly not placed the call.
 *
 * A call that is in doubt is what a crash leaves behind. As long as CallCow remembers the idempotency
 * key, it is sent again with the same one; otherwise it counts as placed.
 */
export function claimGate(context: IExecuteFunctions, claim: Claim): Gate {
	const record = nodeRecordOf(
		context,
		claim.mostNames && claim.mostNames * LASTING_MARKS + PASSING_MARKS,
	);
	const { underWay, placed } = claimsOf(record.id);
	let held: HeldClaim | undefined;

	const openFirst = async (name: string): ReturnType<Gate['open']> => {
		const claimedAt = realClock();
		const leave =
			underWay.has(name) || placed.has(name)
				? 'none'
				: await leaveToSend(record, name, claim.idempotencyKey, claimedAt.wallMs);
		if (leave === 'none') return { kind: 'skipped', reason: claim.skipReason };
		underWay.add(name);
		const againSinceMs = leave === 'first' ? undefined : leave.againSinceMs;
		const marks = marksOf(name, claim.idempotencyKey, againSinceMs ?? claimedAt.wallMs);
		held = { name, marks, claimedAt };
		return {
			kind: 'through',
			...(againSinceMs === undefined ? {} : { uncertainSinceMs: againSinceMs }),
		};
	};

	return {
		async open() {
			try {
				if (held !== undefined) return await stillThrough(record, held);
				const name = claim.name();
				return await oneAtATime(`${record.id} ${name}`, async () => await openFirst(name));
			} catch (error) {
				return notRecorded(error);
			}
		},

		close(certainty: Certainty) {
			const { name, marks } = held!;
			const close = async () => {
				if (certainty === 'placed') placed.note(name, marks);
				else await giveUp(record, marks, certainty);
			};
			const settle = async () => {
				await oneAtATime(`${record.id} ${name}`, close).finally(() => underWay.delete(name));
				await placed.settle(record, underWay.size === 0);
			};
			settle().catch((error: unknown) => {
				context.logger.error('CallCow could not note what came of a call', {
					reason: (error as Error).message,
				});
			});
		},
	};
}

/** What this process knows of the claims of one node. */
interface NodeClaims {
	/** Nobody knows yet what comes of these: of two items with one number, one is called. */
	readonly underWay: Set<string>;
	readonly placed: PlacedClaims;
}

const claimsByRecord = new Map<string, NodeClaims>();

function claimsOf(recordId: string): NodeClaims {
	let claims = claimsByRecord.get(recordId);
	if (claims === undefined) {
		claims = { underWay: new Set(), placed: new PlacedClaims() };
		claimsByRecord.set(recordId, claims);
	}
	return claims;
}

/** `againSinceMs`: another run may have sent the call then, and CallCow still remembers its key. */
type Leave = 'first' | { againSinceMs: number } | 'none';

/** Wherever a crash breaks this off, at worst a number is not called, and none is called twice. */
async function leaveToSend(
	record: NodeRecord,
	name: string,
	idempotencyKey: string,
	nowMs: number,
): Promise<Leave> {
	const { claimed, sent, minute, asking, shared } = marksOf(name, idempotencyKey, nowMs);
	if ((await record.add([claimed])).has(claimed)) {
		// If another process was faster, its call began after our minute: that may stay.
		return (await record.add([sent, minute])).has(sent) ? 'first' : 'none';
	}

	if ((await record.add([sent])).has(sent)) {
		// Who has claimed it has not come to send it.
		await record.add([minute]);
		return 'first';
	}
	if (!(await record.add([asking])).has(asking)) return 'none';

	const minutesAgo = (count: number) => nowMs - count * MINUTE_MS;
	const times = Array.from({ length: RETRY_WINDOW_MS / MINUTE_MS }, (_, age) => minutesAgo(age));
	const minuteAt = (timeMs: number) => marksOf(name, idempotencyKey, timeMs).minute;
	const isNewMinute = await record.add(times.map(minuteAt));
	const againSinceMs = times.filter((timeMs) => !isNewMinute.has(minuteAt(timeMs))).at(-1);
	if (againSinceMs === undefined) {
		await record.remove([...isNewMinute]);
		return 'none';
	}
	await record.add([shared]);
	await record.remove([asking, ...isNewMinute]);
	return { againSinceMs: Math.floor(againSinceMs / MINUTE_MS) * MINUTE_MS };
}

/** Another run may have sent the call while this one was waiting, and CallCow forgets keys. */
async function stillThrough(record: NodeRecord, { marks: { shared }, claimedAt }: HeldClaim) {
	const isFresh = longestSince(claimedAt, realClock()) < RETRY_WINDOW_MS - MINUTE_MS;
	if (isFresh) return { kind: 'through' as const };
	if ((await record.add([shared])).has(shared)) {
		await record.remove([shared]);
		return { kind: 'through' as const };
	}
	return { kind: 'through' as const, uncertainSinceMs: claimedAt.wallMs };
}

/** Another process may have sent the same call meanwhile, and another answer may have come to it. */
async function giveUp(
	record: NodeRecord,
	{ claimed, sent, minute, asking, shared }: Marks,
	certainty: Exclude<Certainty, 'placed'>,
): Promise<void> {
	if (certainty === 'unknown') {
		await record.add([claimed, sent, minute]);
		return;
	}
	// As long as we ask, nobody else begins to share what is about to go.
	const isNew = await record.add([asking, shared]);
	if (!isNew.has(asking)) return;
	await record.remove(isNew.has(shared) ? [claimed, sent, minute, asking, shared] : [asking]);
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
