/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { inOrder } from '../../../nodes/CallCow/actions/inOrder';

/** Jobs that end when the test says so. */
function controlled() {
	const running = new Map<number, { resolve: (ok: boolean) => void; reject: (e: Error) => void }>();
	let most = 0;
	return {
		running,
		mostAtOnce: () => most,
		job: async (entry: number) => {
			const result = new Promise<boolean>((resolve, reject) => {
				running.set(entry, { resolve, reject });
			}).finally(() => running.delete(entry));
			most = Math.max(most, running.size);
			return await result;
		},
	};
}

const settled = async () => await new Promise(setImmediate);

describe('inOrder', () => {
	it('gives results in the order of the entries, whichever ends first', async () => {
		const { job, running } = controlled();
		const results = inOrder([0, 1, 2], 3, job, () => true);
		running.get(2)!.resolve(true);
		await settled();
		running.get(0)!.resolve(false);
		running.get(1)!.resolve(true);
		expect(await results).toEqual([false, true, true]);
	});

	it('never has more under way than it may', async () => {
		const { job, running, mostAtOnce } = controlled();
		const results = inOrder([...Array(20).keys()], 3, job, () => true);
		while (running.size > 0) {
			running.values().next().value!.resolve(true);
			await settled();
		}
		expect(await results).toHaveLength(20);
		expect(mostAtOnce()).toBe(3);
	});

	it('starts nothing after a result that says stop, and waits for what is under way', async () => {
		const { job, running } = controlled();
		const results = inOrder([0, 1, 2, 3], 2, job, (ok) => ok);
		running.get(0)!.resolve(false);
		await settled();
		expect([...running.keys()]).toEqual([1]);
		running.get(1)!.resolve(true);
		expect(await results).toEqual([false, true, undefined, undefined]);
	});

	it('starts nothing after a job that throws, and throws the same when the rest has ended', async () => {
		const { job, running } = controlled();
		const results = inOrder([0, 1, 2, 3], 2, job, () => true);
		const surprise = new Error('surprise');
		running.get(0)!.reject(surprise);
		await settled();
		expect([...running.keys()]).toEqual([1]);
		running.get(1)!.resolve(true);
		await expect(results).rejects.toBe(surprise);
	});

	it('gives nothing for nothing', async () => {
		expect(
			await inOrder(
				[],
				3,
				async () => true,
				() => true,
			),
		).toEqual([]);
	});
});
