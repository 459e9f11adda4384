import type { NodeRecord } from './nodeRecord';
import { promisesSettled } from './promisesSettled';

/** So many are asked for at once when others have taken the first ones. */
const MOST_ASKED_AT_ONCE = 64;

interface Waiting {
	readonly most: number;
	readonly resolve: (slot: number | undefined) => void;
	readonly reject: (reason: unknown) => void;
}

/**
 * The calls of one node on one day, numbered from 1: each takes a slot of its own in n8n's record, and
 * none is given twice, whatever process asks. What was recorded and not used after a crash is lost for
 * that day.
 */
export class DaySlots {
	private next = 1;
	/** Below `next`, and free as far as this process knows. */
	private returned: number[] = [];
	private askedAtOnce = 1;
	private waiting: Waiting[] = [];
	private isBusy = false;

	constructor(private readonly day: string) {}

	/** A slot up to `most`; undefined when all are taken. */
	async take(record: NodeRecord, most: number): Promise<number | undefined> {
		return await new Promise((resolve, reject) => {
			this.waiting.push({ most, resolve, reject });
			if (!this.isBusy) void this.serve(record);
		});
	}

	/** For a call that was certainly not placed. */
	async giveBack(record: NodeRecord, slots: readonly number[]): Promise<void> {
		if (slots.length === 0) return;
		await record.remove(slots.map(slotMarkOf(this.day)));
		this.returned.push(...slots);
	}

	private async serve(record: NodeRecord): Promise<void> {
		this.isBusy = true;
		while (this.waiting.length > 0) {
			// Fewer than the record itself waits for, so that all are in its next change.
			await promisesSettled(10);
			const all = this.waiting;
			this.waiting = [];
			await this.serveAll(record, all).catch((error: unknown) => {
				for (const { reject } of all) reject(error);
			});
		}
		this.isBusy = false;
	}

	private async serveAll(record: NodeRecord, all: readonly Waiting[]): Promise<void> {
		let open = all;
		while (open.length > 0) {
			open = open.filter((waiting) => {
				const isFull =
					this.next > waiting.most && !this.returned.some((slot) => slot <= waiting.most);
				if (isFull) waiting.resolve(undefined);
				return !isFull;
			});
			if (open.length === 0) return;
			const free = await this.ask(record, open);
			open = open.filter(({ most, resolve }) => {
				const index = free.findIndex((slot) => slot <= most);
				if (index === -1) return true;
				resolve(free.splice(index, 1)[0]);
				return false;
			});
			await this.giveBack(record, free);
		}
	}

	/** Records slots that may be free, and gives those that were. */
	private async ask(record: NodeRecord, open: readonly Waiting[]): Promise<number[]> {
		const count = Math.max(open.length, this.askedAtOnce);
		const most = Math.max(...open.map((waiting) => waiting.most));
		const slots = this.returned.splice(0, count);
		while (slots.length < count && this.next <= most) slots.push(this.next++);
		const marks = [dayMarkOf(this.day), ...slots.map(slotMarkOf(this.day))];
		let isNew: ReadonlySet<string> | undefined;
		try {
			isNew = await record.add(marks);
		} finally {
			// Whether they are recorded is asked again.
			if (isNew === undefined) this.returned.push(...slots);
		}
		const free = slots.filter((slot) => isNew.has(slotMarkOf(this.day)(slot)));
		this.askedAtOnce = free.length > 0 ? 1 : Math.min(2 * count, MOST_ASKED_AT_ONCE);
		return free;
	}
}

const REMOVED_AT_ONCE = 1_000;

/** Takes out what earlier days have left in the record, up to that slot of each. */
export async function removeDays(
	record: NodeRecord,
	days: readonly string[],
	most: number,
): Promise<void> {
	const isNew = await record.add(days.map(dayMarkOf));
	await record.remove([...isNew]);
	const used = days.filter((day) => !isNew.has(dayMarkOf(day)));
	const slots = Array.from({ length: most }, (_, index) => index + 1);
	// The day's own mark last: until then whoever comes next finds what is left.
	const marks = used.flatMap((day) => [...slots.map(slotMarkOf(day)), dayMarkOf(day)]);
	for (let first = 0; first < marks.length; first += REMOVED_AT_ONCE) {
		await record.remove(marks.slice(first, first + REMOVED_AT_ONCE));
	}
}

const dayMarkOf = (day: string): string => `calls ${day}`;

const slotMarkOf =
	(day: string) =>
	(slot: number): string =>
		`calls ${day} ${slot}`;
