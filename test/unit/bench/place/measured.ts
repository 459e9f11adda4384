import { measuredNode, type MeasuredNode } from '../../../../bench/measured/place/measured-node';
import type { NodeRun } from '../../../../bench/measured/place/node-run';
import type { PlaceComparison } from '../../../../bench/measured/place/place';

/** One run of a node that went as it should, with the changes that a test is about. */
export const nodeRun = (change: Partial<NodeRun> = {}): NodeRun => ({
	nodeMs: 900,
	executionMs: 1_000,
	mostInFlight: 30,
	memoryMegabytes: undefined,
	simulatorBusy: 0.25,
	notPlaced: 0,
	doubles: 0,
	ending: 'success',
	...change,
});

/** A node in three rounds. */
export const node = (
	nodeMs: readonly number[],
	change: Partial<MeasuredNode> = {},
): MeasuredNode => ({
	...measuredNode(nodeMs.map((ms) => nodeRun({ nodeMs: ms }))),
	...change,
});

/** Ratios of 0.9, 0.8 and 1.0, with the changes that a test is about. */
export const comparison = (change: Partial<PlaceComparison> = {}): PlaceComparison => ({
	conditions: { items: 1_000, answerMs: 50, rounds: 3, memoryRounds: 3 },
	callCow: node([900, 800, 1_000]),
	httpRequest: node([1_000, 1_000, 1_000], { mostInFlight: [400, 612, 390] }),
	...change,
});
