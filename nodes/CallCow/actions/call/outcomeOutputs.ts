import type { ExpressionString, INodeExecutionData, INodeOutputConfiguration } from 'n8n-workflow';
import type { Outcome } from '../../domain/outcome';

/** One output for everything, or one for each group of outcomes. */
export type OutputMode = 'one' | 'byOutcome';

/** In the order in which they stand on the canvas. */
const GROUPS: ReadonlyArray<{ displayName: string; outcomes: readonly Outcome[] }> = [
	{ displayName: 'Answered', outcomes: ['answered'] },
	{ displayName: 'Voicemail', outcomes: ['voicemail'] },
	{ displayName: 'Not Reached', outcomes: ['no_answer', 'busy', 'failed', 'canceled'] },
	{ displayName: 'No Result', outcomes: ['timed_out', 'unknown'] },
];

const BY_OUTCOME: INodeOutputConfiguration[] = GROUPS.map(({ displayName }) => ({
	type: 'main',
	displayName,
}));

/** n8n evaluates it for the canvas, and whenever it runs the node. */
export const outputsExpression: ExpressionString = `={{ $parameter["operation"] === "placeAndWait" && $parameter["options"] && $parameter["options"]["outputs"] === "byOutcome" ? ${JSON.stringify(BY_OUTCOME)} : ["main"] }}`;

/** How many outputs there are. */
export function numberOfOutputs(mode: OutputMode): number {
	return mode === 'one' ? 1 : GROUPS.length;
}

/** The items on the output of their outcome, and nothing on the others. */
export function onOutputOf(
	outcome: Outcome,
	mode: OutputMode,
	items: INodeExecutionData[],
): INodeExecutionData[][] {
	if (mode === 'one') return [items];
	return GROUPS.map(({ outcomes }) => (outcomes.includes(outcome) ? items : []));
}

/**
 * The items that are shown while the call goes on; n8n does not pass them on. By outcome they stand on No
 * Result, which is true then, unless somebody outside is answered with them: n8n answers with what
 * stands on the first output, and with an error when that is empty.
 */
export function onOutputMeanwhile(
	mode: OutputMode,
	isAnswer: boolean,
	items: INodeExecutionData[],
): INodeExecutionData[][] {
	return isAnswer ? [items] : onOutputOf('unknown', mode, items);
}
