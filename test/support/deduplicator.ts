import { createHash } from 'node:crypto';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/**
 * n8n's deduplication store, in memory: a list of hashes for each workflow and node, of which the oldest
 * are dropped. The first record of all is taken as it is, repeats included.
 */
export class MemoryDeduplicator implements IDataDeduplicator {
	private readonly lists = new Map<string, string[]>();

	/** Called before every operation; what it throws is what n8n's database would. */
	before: () => void = () => {};

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const id = this.open(scope, contextData);
		const list = this.lists.get(id);
		const hashes = items.map(hashOf);
		const isKnown = new Set(list);
		const result: IDeduplicationOutput = { new: [], processed: [] };
		items.forEach((item, index) => {
			(isKnown.has(hashes[index]!) ? result.processed : result.new).push(item);
		});
		const next = [...(list ?? []), ...hashes.filter((hash) => !isKnown.has(hash))];
		this.lists.set(id, maxEntries ? next.slice(-maxEntries) : next);
		return result;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		const id = this.open(scope, contextData);
		const gone = new Set(items.map(hashOf));
		this.lists.set(
			id,
			(this.lists.get(id) ?? []).filter((hash) => !gone.has(hash)),
		);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		this.lists.delete(this.open(scope, contextData));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<number> {
		return this.lists.get(this.open(scope, contextData))?.length ?? 0;
	}

	clear(): void {
		this.lists.clear();
		this.before = () => {};
	}

	private open(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
		this.before();
		if (!workflow.id) throw new Error('The workflow is not saved');
		return JSON.stringify([workflow.id, scope === 'node' ? node?.id : '']);
	}
}

const hashOf = (item: DeduplicationItemTypes): string =>
	createHash('md5').update(item.toString()).digest('base64');
