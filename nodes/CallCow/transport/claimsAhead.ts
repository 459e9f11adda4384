import type { IExecuteFunctions } from 'n8n-workflow';
import { longestSince, realClock, type Moment } from './clock';
import type { NodeRecord } from './nodeRecord';

/** Each change of the record costs the same for many names as for one. */
const MOST_AHEAD = 100;

/** Well within the minute that CallCow remembers a key for longer than it is sent again. */
const FRESH_MS = 20_000;

/** What the record has said of a name. */
export interface NameClaim {
	readonly isNew: boolean;
	readonly claimedAt: Moment;
}

/**
 * The names of one run, claimed before their turn along with one whose turn it is. A name that is claimed
 * and not sent is free for any other run, so nothing is lost when its turn never comes.
 */
export class ClaimsAhead {
	private readonly upcoming: Array<() => string> = [];
	private next = 0;
	private readonly claimed = new Map<string, Promise<NameClaim>>();

	/** @returns the place of the name in the run */
	expect(name: () => string): number {
		return this.upcoming.push(name) - 1;
	}

	/**
	 * Claims the name at that place, unless that was done already.
	 *
	 * @param mayFollow how many will have their turn soon: a claim that waits for long is worth little
	 */
	async claim(
		record: NodeRecord,
		place: number,
		name: string,
		mayFollow: (most: number) => number,
	): Promise<NameClaim> {
		const early = this.claimed.get(name);
		if (early === undefined) {
			const others = this.following(place, mayFollow(MOST_AHEAD));
			return await this.claimWithOthers(record, name, others);
		}
		// Once: an item with the same number finds the claim of this one.
		this.claimed.delete(name);
		return await early;
	}

	private async claimWithOthers(
		record: NodeRecord,
		name: string,
		following: readonly string[],
	): Promise<NameClaim> {
		const others = following.filter((other) => other !== name && !this.claimed.has(other));
		const claimedAt = realClock();
		const adding = record.add([name, ...others]);
		for (const other of others) {
			const claim = adding.then((isNew) => ({ isNew: isNew.has(other), claimedAt }));
			this.claimed.set(other, claim);
			// Whoever comes then tries anew.
			claim.catch(() => this.claimed.delete(other));
		}
		return { isNew: (await adding).has(name), claimedAt };
	}

	private following(place: number, count: number): string[] {
		const from = Math.max(this.next, place + 1);
		this.next = from + count;
		return [...new Set(this.upcoming.slice(from, this.next).map((name) => name()))];
	}
}

/** Whether a claim is as good as one of this moment: who has taken it over has sent it since. */
export function isFresh({ claimedAt }: NameClaim): boolean {
	return longestSince(claimedAt, realClock()) < FRESH_MS;
}

const byRun = new WeakMap<IExecuteFunctions, ClaimsAhead>();

export function claimsAheadOf(run: IExecuteFunctions): ClaimsAhead {
	let ahead = byRun.get(run);
	if (ahead === undefined) byRun.set(run, (ahead = new ClaimsAhead()));
	return ahead;
}
