import { countCalls, type CallCount } from '../../measuring/call-count';
import { growthWithin, type MemorySample } from '../../measuring/memory-watch';
import { rounded } from '../../measuring/rounded';
import { mostInFlight, type ObservedRequest } from '../../measuring/observed-request';

/** Everything that was seen of one run of one node. */
export interface Observation {
	/** Who should be phoned, each once. */
	readonly phones: readonly string[];
	/** Who was phoned, in the order of the calls. */
	readonly phoned: readonly string[];
	readonly requests: readonly ObservedRequest[];
	/** As n8n has stored them, in milliseconds since the epoch. */
	readonly node: TimeSpan;
	readonly execution: TimeSpan;
	/** As n8n names it: `success`, `error`, … */
	readonly ending: string;
	/** How long the simulator was busy, from before the run until after it. */
	readonly simulatorBusyMs: number;
	/** Of n8n; empty when it was not watched. */
	readonly memory: readonly MemorySample[];
}

export interface TimeSpan {
	readonly startedAtMs: number;
	readonly endedAtMs: number;
}

/** What one run of one node came to. */
export interface NodeRun extends CallCount {
	readonly nodeMs: number;
	/** The whole execution, with everything that n8n itself does. */
	readonly executionMs: number;
	readonly mostInFlight: number;
	/** How far the memory of n8n rose while the node ran; undefined when it was not watched. */
	readonly memoryMegabytes: number | undefined;
	/** Which share of the node's time the simulator was busy, at the most. */
	readonly simulatorBusy: number;
	readonly ending: string;
}

export function nodeRunOf(observation: Observation): NodeRun {
	const { phones, phoned, requests, node, execution, ending, memory } = observation;
	const nodeMs = node.endedAtMs - node.startedAtMs;
	return {
		nodeMs,
		executionMs: execution.endedAtMs - execution.startedAtMs,
		mostInFlight: mostInFlight(requests),
		memoryMegabytes:
			memory.length === 0
				? undefined
				: Math.round(growthWithin(memory, node.startedAtMs, node.endedAtMs) / 1_024),
		simulatorBusy: rounded(observation.simulatorBusyMs / nodeMs, 2),
		...countCalls(phones, phoned),
		ending,
	};
}
