/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import {
	growthWithin,
	watchMemory,
	type MemorySample,
} from '../../../../bench/measuring/memory-watch';

const sample = (atMs: number, kilobytes: number): MemorySample => ({ atMs, kilobytes });

describe('growthWithin', () => {
	it('goes from the last sample before the time to the highest in it', () => {
		const samples = [sample(0, 900), sample(25, 100), sample(50, 300), sample(75, 180)];

		expect(growthWithin(samples, 30, 80)).toBe(200);
	});

	it('leaves out what came after the time', () => {
		expect(growthWithin([sample(0, 100), sample(25, 110), sample(50, 500)], 10, 30)).toBe(10);
	});

	it('is nothing when memory only shrank', () => {
		expect(growthWithin([sample(0, 100), sample(25, 80)], 0, 30)).toBe(0);
	});

	it('cannot be told without a sample before the time', () => {
		expect(() => growthWithin([sample(25, 100)], 0, 30)).toThrow(RangeError);
	});
});

describe('watchMemory', () => {
	it('sees a process until it is stopped', async () => {
		const watch = watchMemory(process.pid);
		const samples = await watch.stop();

		expect(samples[0]?.kilobytes).toBeGreaterThan(1_000);
		expect(await watch.stop()).toEqual(samples);
	});

	it('sees nothing without a process', async () => {
		expect(await watchMemory(undefined).stop()).toEqual([]);
	});
});
