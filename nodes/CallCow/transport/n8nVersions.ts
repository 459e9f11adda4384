import * as n8nWorkflow from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

/* What older versions of n8n offer in another way than the one whose types are known here: all of it. */

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
 * Whether n8n passes on other outputs than the first when a waiting execution goes on, which it does
 * since 2.39. An older one drops what stands there.
 *
 * No node is told of that, nor of n8n's version. This export came with the same release.
 */
export function passesOnAllOutputs(exports: object = n8nWorkflow): boolean {
	return 'checkNodesApiVersion' in exports;
}

/**
 * Whether an AI agent runs the node itself, as agents older than version 3 do; for newer ones, n8n runs
 * it like any other node.
 *
 * n8n 1 and the first n8n 2 have no such question. There, only the functions that an agent runs a tool with can be cloned.
 */
export function isRunByAgent(
	context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> & { cloneWith?: unknown },
): boolean {
	return context.isToolExecution?.() ?? context.cloneWith !== undefined;
}
