import type { IExecuteFunctions } from 'n8n-workflow';
import { promisesSettled } from './promisesSettled';

/**
 * What n8n keeps in its database for one node of one workflow, made for removing duplicates: marks, of
 * which it tells which are new, recording them in the same step.
 */
export interface NodeRecord {
	/** The same for whoever is given the record of this node. */
	readonly id: string;
	/** Records the marks, all of them or none, and gives those that were not there yet. */
	add(marks: readonly string[]): Promise<ReadonlySet<string>>;
	/** Takes the marks out again, all of them or none. */
	remove(marks: readonly string[]): Promise<void>;
}

/** @param mostMarks how many it holds at least before the oldest are dropped; all when undefined */
export function nodeRecordOf(
	context: IExecuteFunctions,
	mostMarks: number | undefined,
): NodeRecord {
	const id = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
	let writer = writers.get(id);
	if (writer === undefined) writers.set(id, (writer = new Writer()));
	const { wish } = writer;
	return {
		id,
		add: async (marks) => await wish({ kind: 'add', marks, context, mostMarks }),
		async remove(marks) {
			await wish({ kind: 'remove', marks, context, mostMarks });
		},
	};
}

/** One for each node, as long as the process lives. */
const writers = new Map<string, Writer>();

interface Wish {
	readonly kind: 'add' | 'remove';
	readonly marks: readonly string[];
	readonly context: IExecuteFunctions;
	readonly mostMarks: number | undefined;
}

interface Waiting extends Wish {
	readonly resolve: (isNew: ReadonlySet<string>) => void;
	readonly reject: (reason: unknown) => void;
}

/**
 * n8n reads the whole record, changes it and writes it back: two changes at the same time would lose
 * marks, and each costs more the longer the record is. So there is one at a time, and what is wished for
 * meanwhile, by whatever call, is done in the next one together.
 */
class Writer {
	private waiting: Waiting[] = [];
	private isBusy = false;

	readonly wish = async (wish: Wish): Promise<ReadonlySet<string>> =>
		await new Promise((resolve, reject) => {
			this.waiting.push({ ...wish, resolve, reject });
			if (!this.isBusy) void this.work();
		});

	private async work(): Promise<void> {
		this.isBusy = true;
		while (this.waiting.length > 0) {
			await promisesSettled(50);
			const all = this.waiting;
			this.waiting = [];
			await together(all, 'remove', removeAll);
			await together(all, 'add', addAll);
		}
		this.isBusy = false;
	}
}

async function together(
	all: readonly Waiting[],
	kind: Wish['kind'],
	change: (wishes: readonly [Waiting, ...Waiting[]]) => Promise<ReadonlySet<string>>,
): Promise<void> {
	const [first, ...others] = all.filter((wish) => wish.kind === kind);
	if (first === undefined) return;
	const wishes = [first, ...others] as const;
	try {
		const isNew = new Set(await change([...wishes]));
		for (const { marks, resolve } of wishes) {
			const own = new Set(marks.filter((mark) => isNew.has(mark)));
			// Who comes first of those that wish for the same gets it.
			for (const mark of own) isNew.delete(mark);
			resolve(own);
		}
	} catch (error) {
		for (const { reject } of wishes) reject(error);
	}
}

async function addAll(wishes: readonly [Waiting, ...Waiting[]]): Promise<ReadonlySet<string>> {
	const [{ context }] = wishes;
	const { new: isNew } = await context.helpers.checkProcessedAndRecord(
		marksOf(wishes),
		'node',
		optionsOf(wishes),
	);
	return new Set(isNew as string[]);
}

async function removeAll(wishes: readonly [Waiting, ...Waiting[]]): Promise<ReadonlySet<string>> {
	const [{ context }] = wishes;
	await context.helpers.removeProcessed(marksOf(wishes), 'node', optionsOf(wishes));
	return new Set();
}

/** Each once: n8n would record what it is given twice two times. */
const marksOf = (wishes: readonly Wish[]) => [...new Set(wishes.flatMap(({ marks }) => marks))];

function optionsOf(wishes: readonly Wish[]) {
	const most = Math.max(...wishes.map(({ mostMarks }) => mostMarks ?? Infinity));
	return { mode: 'entries' as const, ...(most === Infinity ? {} : { maxEntries: most }) };
}
