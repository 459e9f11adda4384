import type { Marks } from './claimMarks';
import type { NodeRecord } from './nodeRecord';

/** More would be sent again after a crash, and found to be placed. */
const MOST_UNSETTLED = 100;

/**
 * The claims of calls that CallCow has placed. The record takes them for calls in doubt until they are
 * settled, many at once, because that costs as much as one.
 */
export class PlacedClaims {
	private unsettled: Array<readonly [name: string, marks: Marks]> = [];
	private readonly names = new Set<string>();

	/** Whether the call of a name was placed, and is not settled yet. */
	has(name: string): boolean {
		return this.names.has(name);
	}

	note(name: string, marks: Marks): void {
		this.unsettled.push([name, marks]);
		this.names.add(name);
	}

	/** Settles them when they are many, or when nothing more will come soon. */
	async settle(record: NodeRecord, isLast: boolean): Promise<void> {
		const all = this.unsettled;
		if (all.length === 0 || (!isLast && all.length < MOST_UNSETTLED)) return;
		this.unsettled = [];
		try {
			// Once more, because another process may have overwritten them.
			await record.add(all.flatMap(([, { claimed, sent }]) => [claimed, sent]));
			await record.remove(all.map(([, { minute }]) => minute));
		} finally {
			for (const [name] of all) this.names.delete(name);
		}
	}
}
