import { rounded } from '../../measuring/rounded';
import { spreadOf, type Spread } from '../../measuring/spread';

/** When the next node of an execution ran, and with whose result. */
export interface Arrival {
	readonly executionId: string;
	readonly callId: string;
	/** By the clock of the bench's process, as all times here. */
	readonly atMs: number;
}

/** One callback, sent once, and what came of it. */
export interface Resumption {
	readonly executionId: string;
	/** Whose result it carried. */
	readonly callId: string;
	readonly sentAtMs: number;
	readonly answeredAtMs: number;
	/** What n8n answered to it. */
	readonly status: number;
	/** Of its execution: one, if all is well. */
	readonly arrivals: readonly Arrival[];
}

/** What one round of one node came to. */
export interface Measurement {
	/** From sending the callback until the next node ran. */
	readonly latencyMs: Spread;
	/** From sending the callback until n8n had answered it. */
	readonly answerMs: Spread;
	readonly callbacks: number;
	/** Executions whose next node never ran. */
	readonly lost: number;
	/** Runs of a next node beyond the first of its execution. */
	readonly repeated: number;
	/** Runs of a next node with a result that is not its execution's. */
	readonly mixedUp: number;
	/** Callbacks that n8n answered with another status than 2xx. */
	readonly refused: number;
}

/** @throws {RangeError} when no execution at all went on. */
export function measure(resumptions: readonly Resumption[]): Measurement {
	const resumed = resumptions.filter(({ arrivals }) => arrivals.length > 0);
	const latencies = resumed.map(
		({ sentAtMs, arrivals }) => Math.min(...arrivals.map(({ atMs }) => atMs)) - sentAtMs,
	);
	const arrived = resumptions.reduce((sum, { arrivals }) => sum + arrivals.length, 0);
	return {
		latencyMs: roundedSpreadOf(latencies),
		answerMs: roundedSpreadOf(
			resumptions.map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs),
		),
		callbacks: resumptions.length,
		lost: resumptions.length - resumed.length,
		repeated: arrived - resumed.length,
		mixedUp: resumptions
			.flatMap(({ callId, arrivals }) => arrivals.map((arrival) => arrival.callId === callId))
			.filter((isOwn) => !isOwn).length,
		refused: resumptions.filter(({ status }) => status < 200 || status > 299).length,
	};
}

function roundedSpreadOf(values: readonly number[]): Spread {
	const { median, least, most } = spreadOf(values);
	return { median: rounded(median, 2), least: rounded(least, 2), most: rounded(most, 2) };
}
