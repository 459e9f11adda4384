import type { IExecuteFunctions } from 'n8n-workflow';
import { RETRY_WINDOW_MS } from '../domain/retry';
import { claimsAheadOf } from './claimsAhead';
import { giveUp, isShared, LASTING_MARKS, leaveToSend, marksOf, type Marks } from './claimMarks';
import { longestSince, momentBefore, realClock, type Moment } from './clock';
import type { Certainty, Gate, Held, Opening } from './gate';
import { nodeRecordOf } from './nodeRecord';
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

/** For the marks of calls that are under way. */
const PASSING_MARKS = 10_000;

/** Three of the four minutes in which another run may send the call too. */
const FRESH_MS = RETRY_WINDOW_MS - 60_000;

type MayFollow = NonNullable<Parameters<Gate['open']>[1]>;

/** A name whose call this run may send. */
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
 *
 * @param count a gate that counts calls; only those pass it that nobody has sent before
 */
export function claimGate(
	context: IExecuteFunctions,
	claim: Claim,
	count: Gate = COUNTS_NOTHING,
): Gate {
	const { idempotencyKey, mostNames, skipReason } = claim;
	const record = nodeRecordOf(context, mostNames && mostNames * LASTING_MARKS + PASSING_MARKS);
	const { underWay, placed } = claimsOf(record.id);
	const ahead = claimsAheadOf(context);
	const place = ahead.expect(claim.name);
	let held: HeldClaim | undefined;

	const openFirst = async (
		name: string,
		isRepeat: boolean,
		mayFollow: MayFollow,
	): Promise<Opening> => {
		const skipped = { kind: 'skipped' as const, reason: skipReason };
		if (underWay.has(name) || placed.has(name)) return skipped;
		const claimedAt = realClock();
		const marksAt = (timeMs: number) => marksOf(name, idempotencyKey, timeMs);
		const leave = await leaveToSend(
			record,
			async () => await ahead.claim(record, place, name, mayFollow),
			marksAt,
			claimedAt.wallMs,
			{ open: async () => await count.open(isRepeat, mayFollow), close: count.close },
		);
		switch (leave.kind) {
			case 'none':
				return skipped;
			case 'first':
				underWay.add(name);
				held = { name, marks: marksAt(claimedAt.wallMs), claimedAt };
				return { kind: 'through' };
			case 'again':
				underWay.add(name);
				held = { name, marks: marksAt(leave.sinceMs), claimedAt };
				return {
					kind: 'through',
					uncertainSince: momentBefore(claimedAt, claimedAt.wallMs - leave.sinceMs),
				};
			default:
				return leave;
		}
	};

	/** Another run may have sent the call while this one was waiting, and CallCow forgets keys. */
	const openAgain = async (
		{ marks, claimedAt }: HeldClaim,
		isRepeat: boolean,
		mayFollow: MayFollow,
	): Promise<Opening> => {
		const isFresh = longestSince(claimedAt, realClock()) < FRESH_MS;
		if (!isFresh && (await isShared(record, marks))) {
			return { kind: 'through', uncertainSince: claimedAt };
		}
		return await count.open(isRepeat, mayFollow);
	};

	const settle = async ({ name, marks }: HeldClaim, certainty: Certainty): Promise<void> => {
		try {
			if (certainty === 'placed') {
				placed.note(name, marks);
			} else {
				const isReleased = await giveUp(record, marks, certainty);
				// Who shares it has not counted it.
				count.close(isReleased ? 'no' : 'unknown');
			}
		} finally {
			underWay.delete(name);
		}
	};

	return {
		async open(isRepeat, mayFollow = () => 0) {
			try {
				if (held !== undefined) return await openAgain(held, isRepeat, mayFollow);
				const name = claim.name();
				return await oneAtATime(
					`${record.id} ${name}`,
					async () => await openFirst(name, isRepeat, mayFollow),
				);
			} catch (error) {
				return notRecorded(error);
			}
		},

		close(certainty) {
			const settled = held!;
			void oneAtATime(`${record.id} ${settled.name}`, async () => await settle(settled, certainty))
				.then(async () => await placed.settle(record, underWay.size === 0))
				.catch((error: unknown) => {
					context.logger.error('The CallCow node could not record the outcome of a call', {
						reason: (error as Error).message,
					});
				});
		},
	};
}

const COUNTS_NOTHING: Gate = {
	open: async () => ({ kind: 'through' }),
	close() {},
};

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

function notRecorded(error: unknown): Held {
	return {
		kind: 'failed',
		failure: {
			message: 'n8n could not record that this number is being called',
			description: `This call was not placed. 'Call Each Number At Most Once' needs a saved workflow and n8n's database. n8n said: ${(error as Error).message}`,
			placed: 'no',
		},
	};
}
