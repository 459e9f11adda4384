import * as n8nWorkflow from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

/* What n8n 1 offers in another way than n8n 2, whose types are the ones known here. All of it is here. */

/** Waits, or throws as soon as the signal fires. */
export type Sleep = (delayMs: number, signal?: AbortSignal) => Promise<void>;

/**
 * n8n's own sleep, because published nodes may not touch timers. In n8n 1 the one with a signal has
 * another name.
 */
export const sleep: Sleep = async (delayMs, signal) => {
	const { sleepWithAbort } = n8nWorkflow as { sleepWithAbort?: Sleep };
	await (sleepWithAbort ?? n8nWorkflow.sleep)(delayMs, signal);
};

/**
 * Whether an AI agent runs the node itself, as agents older than version 3 do; for newer ones, n8n runs
 * it like any other node.
 *
 * n8n 1 has no such question. There, only the functions that an agent runs a tool with can be cloned.
 */
export function isRunByAgent(
	context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> & { cloneWith?: unknown },
): boolean {
	return context.isToolExecution?.() ?? context.cloneWith !== undefined;
}
