/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';
import { residentKilobytes } from '../../local-n8n/resident-memory';

/** The memory of a process in RAM at one moment. */
export interface MemorySample {
	/** Milliseconds since the epoch. */
	readonly atMs: number;
	readonly kilobytes: number;
}

export interface MemoryWatch {
	/** Ends the watch, and gives all samples in order. Calling it again gives the same. */
	stop(): Promise<MemorySample[]>;
}

const sampleEveryMs = 25;

/**
 * Looks from now on, again and again, how much memory a process has in RAM; without a process at
 * nothing.
 */
export function watchMemory(pid: number | undefined): MemoryWatch {
	const samples: MemorySample[] = [];
	const stopped = new AbortController();
	const watching = (async () => {
		while (pid !== undefined && !stopped.signal.aborted) {
			samples.push({ atMs: Date.now(), kilobytes: await residentKilobytes(pid) });
			await delay(sampleEveryMs, undefined, { signal: stopped.signal }).catch(() => {});
		}
	})();
	return {
		async stop() {
			stopped.abort();
			await watching;
			return samples;
		},
	};
}

/**
 * How far memory rose in a time, in kilobytes: from the last sample before it to the highest in it.
 *
 * @throws {RangeError} without a sample before the time.
 */
export function growthWithin(
	samples: readonly MemorySample[],
	fromMs: number,
	toMs: number,
): number {
	const start = samples.findLast(({ atMs }) => atMs <= fromMs);
	if (start === undefined) throw new RangeError('Nothing was seen before the time');
	const within = samples.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
	return Math.max(...[start, ...within].map(({ kilobytes }) => kilobytes)) - start.kilobytes;
}
