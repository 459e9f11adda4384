import { countCalls, type CallCount } from '../../measuring/call-count';
import { rounded } from '../../measuring/rounded';
import { mostInFlight, type ObservedRequest } from '../../measuring/observed-request';

export interface ObservedCall {
	readonly phone: string;
	readonly placedAtMs: number;
}

export interface ObservedExecution {
	/** As n8n names it: `success`, `error`, `canceled`, … */
	readonly status: string;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
}

/** Everything that was seen of one list. */
export interface Observation {
	/** Who should be phoned, each once. */
	readonly phones: readonly string[];
	readonly calls: readonly ObservedCall[];
	readonly requests: readonly ObservedRequest[];
	/** One for each n8n process that had a share of the list. */
	readonly executions: readonly ObservedExecution[];
}

/** What one way of placing a list of calls came to. */
export interface Measurement extends CallCount {
	/** From the start of the first execution to the end of the last, as n8n has stored them. */
	readonly executionSeconds: number;
	/** From the first request to the last answer, as the simulator saw them. */
	readonly requestSeconds: number;
	readonly placed: number;
	readonly requests: number;
	/** Answers with status 429. */
	readonly rateLimited: number;
	readonly mostInFlight: number;
	/** How each execution ended. */
	readonly endings: readonly string[];
	/** How many calls were placed after each second from the first request on, 0 included. */
	readonly placedBySecond: readonly number[];
}

/** Counts what was observed. Without any request, all that needs one is 0. */
export function measure({ phones, calls, requests, executions }: Observation): Measurement {
	const firstRequestAtMs = earliest(requests.map(({ startedAtMs }) => startedAtMs));
	return {
		executionSeconds: seconds(
			latest(executions.map(({ endedAtMs }) => endedAtMs)) -
				earliest(executions.map(({ startedAtMs }) => startedAtMs)),
		),
		requestSeconds: seconds(latest(requests.map(({ endedAtMs }) => endedAtMs)) - firstRequestAtMs),
		placed: calls.length,
		...countCalls(
			phones,
			calls.map(({ phone }) => phone),
		),
		requests: requests.length,
		rateLimited: requests.filter(({ status }) => status === 429).length,
		mostInFlight: mostInFlight(requests),
		endings: executions.map(({ status }) => status),
		placedBySecond: placedBySecond(
			calls.map(({ placedAtMs }) => placedAtMs),
			firstRequestAtMs,
		),
	};
}

function placedBySecond(placedAtMs: readonly number[], startedAtMs: number): number[] {
	if (placedAtMs.length === 0) return [0];
	const lastSecond = Math.ceil((latest(placedAtMs) - startedAtMs) / 1_000);
	return Array.from(
		{ length: lastSecond + 1 },
		(_, second) => placedAtMs.filter((atMs) => atMs <= startedAtMs + second * 1_000).length,
	);
}

const earliest = (timesMs: readonly number[]) => (timesMs.length === 0 ? 0 : Math.min(...timesMs));
const latest = (timesMs: readonly number[]) => (timesMs.length === 0 ? 0 : Math.max(...timesMs));

const seconds = (ms: number) => rounded(ms / 1_000, 1);
