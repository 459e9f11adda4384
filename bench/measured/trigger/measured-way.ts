import { rounded } from '../../measuring/rounded';
import type { Sample } from './load';

/** What one node came to under one load: a value for each round, in the order of the rounds. */
export interface MeasuredWay {
	readonly name: string;
	readonly requestsPerSecond: readonly number[];
	/** Processor time of all threads of n8n, in milliseconds for each request, executions included. */
	readonly processorMs: readonly number[];
	readonly medianMs: readonly number[];
	readonly p99Ms: readonly number[];
}

export interface MeasuredSample extends Sample {
	/** Of all threads of n8n, in milliseconds for all requests. */
	readonly processorMs: number;
}

/** @param samples of all rounds, one after the other, as many in each as it has `turns` */
export function measuredWay(
	name: string,
	samples: readonly MeasuredSample[],
	turns = 1,
): MeasuredWay {
	const rounds = inGroups(samples, turns).map(together);
	return {
		name,
		requestsPerSecond: rounds.map(({ requests, ms }) => rounded(requests / (ms / 1_000), 1)),
		processorMs: rounds.map(({ requests, processorMs }) => rounded(processorMs / requests, 1)),
		medianMs: rounds.map(({ latenciesMs }) => percentile(latenciesMs, 50)),
		p99Ms: rounds.map(({ latenciesMs }) => percentile(latenciesMs, 99)),
	};
}

const inGroups = <T>(values: readonly T[], size: number): T[][] =>
	Array.from({ length: values.length / size }, (_, group) =>
		values.slice(group * size, (group + 1) * size),
	);

const together = (samples: readonly MeasuredSample[]): MeasuredSample =>
	samples.reduce((sum, sample) => ({
		requests: sum.requests + sample.requests,
		ms: sum.ms + sample.ms,
		latenciesMs: [...sum.latenciesMs, ...sample.latenciesMs],
		processorMs: sum.processorMs + sample.processorMs,
	}));

/** By nearest rank: a latency that was measured. */
function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return Math.round(sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0);
}
