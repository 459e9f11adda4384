import type { Throughput } from './load';

/** What one node came to under one load: a value for each round, in the order of the rounds. */
export interface MeasuredWay {
	readonly name: string;
	readonly requestsPerSecond: readonly number[];
	/** Processor time of all threads of n8n, in milliseconds for each request, executions included. */
	readonly processorMs: readonly number[];
	readonly medianMs: readonly number[];
	readonly p99Ms: readonly number[];
}

export interface MeasuredLoad extends Throughput {
	readonly processorMs: number;
}

export function measuredWay(name: string, rounds: readonly MeasuredLoad[]): MeasuredWay {
	return {
		name,
		requestsPerSecond: rounds.map(({ requestsPerSecond }) => tenths(requestsPerSecond)),
		processorMs: rounds.map(({ processorMs }) => tenths(processorMs)),
		medianMs: rounds.map(({ medianMs }) => medianMs),
		p99Ms: rounds.map(({ p99Ms }) => p99Ms),
	};
}

const tenths = (value: number) => Math.round(value * 10) / 10;
