import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oncePerRun } from '../oncePerRun';
import { isTool } from '../tool';

/* What a model asks for at once is one turn: there, the same tool call twice is one call. */

/** Kept with the execution, because it may wait between two tool calls of one turn. */
interface Turn {
	/** The index of the last run of the node in this turn. */
	readonly lastRun: number;
	/** The calls of this turn that were waited for, by nonce, and by which run. */
	readonly waits: Readonly<Record<string, number>>;
}

const CONTEXT_KEY = 'toolTurn';

function keptOf(context: IExecuteFunctions): { [CONTEXT_KEY]?: Turn } {
	return context.getContext('node');
}

export const runIndexOf = oncePerRun((context) =>
	Number(context.getWorkflowDataProxy(0).$runIndex),
);

/** The tool call that n8n runs the node for, with all that came with it; undefined when there is none. */
export function toolCallOf(context: IExecuteFunctions, itemIndex: number): IDataObject | undefined {
	if (!isTool(context)) return undefined;
	const json = context.getInputData()[itemIndex]?.json;
	return typeof json?.toolCallId === 'string' && json.toolCallId !== '' ? json : undefined;
}

/**
 * The turn that this run belongs to, as the index of its last run. n8n tells no turns apart, but it notes
 * all runs that a turn asks for before the first of them: what is noted then, and nothing later, is of
 * the same turn.
 */
export const turnOf = oncePerRun((context) => {
	const kept = keptOf(context);
	const run = runIndexOf(context);
	const known = kept[CONTEXT_KEY]?.lastRun;
	if (known !== undefined && run <= known) return known;
	const { $node } = context.getWorkflowDataProxy(0) as {
		$node: Record<string, { runIndex: number }>;
	};
	const lastRun = Math.max(run, $node[context.getNode().name]?.runIndex ?? run);
	kept[CONTEXT_KEY] = { lastRun, waits: {} };
	return lastRun;
});

/** Notes that the execution is put to wait for this call. */
export function noteWait(context: IExecuteFunctions, nonce: string): void {
	if (toolCallOf(context, 0) === undefined) return;
	const lastRun = turnOf(context);
	const waits = { ...keptOf(context)[CONTEXT_KEY]?.waits, [nonce]: runIndexOf(context) };
	keptOf(context)[CONTEXT_KEY] = { lastRun, waits };
}

/** Whether an earlier run of this turn has waited for the same call: its result will not come again. */
export function wasWaitedFor(context: IExecuteFunctions, nonce: string): boolean {
	if (toolCallOf(context, 0) === undefined) return false;
	const run = keptOf(context)[CONTEXT_KEY]?.waits[nonce];
	return run !== undefined && run !== runIndexOf(context);
}
