/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { IExecuteFunctions } from 'n8n-workflow';
import { nodeRecordOf } from '../../../nodes/CallCow/transport/nodeRecord';
import { MemoryDeduplicator } from '../../support/deduplicator';

let nodes = 0;

/** A node of its own, and what was asked of n8n for it. */
function newNode() {
	const store = new MemoryDeduplicator();
	const node = { id: `node ${++nodes}` };
	const data = { workflow: { id: 'w' }, node } as never;
	const asked: string[][] = [];
	const limits: unknown[] = [];
	let release = () => {};
	const context = {
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => node,
		helpers: {
			async checkProcessedAndRecord(marks: string[], scope: 'node', options: { mode: 'entries' }) {
				asked.push(marks);
				limits.push((options as { maxEntries?: number }).maxEntries);
				await new Promise<void>((resolve) => {
					release = resolve;
				});
				return await store.checkProcessedAndRecord(marks, scope, data, options);
			},
			async removeProcessed(marks: string[], scope: 'node') {
				asked.push(marks.map((mark) => `not ${mark}`));
				await store.removeProcessed(marks, scope, data);
			},
		},
	} as unknown as IExecuteFunctions;
	return {
		store,
		asked,
		limits,
		record: (mostMarks?: number) => nodeRecordOf(context, mostMarks),
		/** Lets n8n finish what it was asked. */
		async finish() {
			await new Promise(setImmediate);
			release();
			await new Promise(setImmediate);
		},
	};
}

describe('nodeRecordOf', () => {
	it('does in one change what is wished for while another one is under way', async () => {
		const { record, asked, finish } = newNode();
		const first = record().add(['a']);
		await new Promise(setImmediate);
		const others = [record().add(['b']), record().add(['c', 'd']), record().remove(['a'])];
		await finish();
		await finish();
		await Promise.all([first, ...others]);
		expect(asked).toEqual([['a'], ['not a'], ['b', 'c', 'd']]);
	});

	it('takes along what whoever was just answered wishes for next', async () => {
		const { record, asked, finish } = newNode();
		const first = record()
			.add(['a'])
			.then(async () => await record().add(['a sent']));
		await new Promise(setImmediate);
		const other = record().add(['b']);
		await finish();
		await finish();
		await Promise.all([first, other]);
		expect(asked).toEqual([['a'], ['b', 'a sent']]);
	});

	it('gives a mark that several wish for to the first of them, and asks for it once', async () => {
		const { record, asked, finish } = newNode();
		const all = Promise.all([record().add(['a', 'b']), record().add(['b', 'c'])]);
		await finish();
		expect(await all).toEqual([new Set(['a', 'b']), new Set(['c'])]);
		expect(asked).toEqual([['a', 'b', 'c']]);
	});

	it('keeps as many marks as whoever wants most', async () => {
		const { record, limits, finish } = newNode();
		const few = record(10).add(['a']);
		await finish();
		const more = Promise.all([record(10).add(['b']), record(20).add(['c'])]);
		await finish();
		const all = Promise.all([record(10).add(['d']), record().add(['e'])]);
		await finish();
		await Promise.all([few, more, all]);
		expect(limits).toEqual([10, 20, undefined]);
	});

	it('tells everybody of a change that did not work, and goes on with the next', async () => {
		const { record, store, finish } = newNode();
		store.before = () => {
			throw new Error('SQLITE_BUSY');
		};
		const failing = Promise.allSettled([record().add(['a']), record().add(['b'])]);
		await finish();
		expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		store.before = () => {};
		const next = record().add(['a']);
		await finish();
		expect(await next).toEqual(new Set(['a']));
	});
});
