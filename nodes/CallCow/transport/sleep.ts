import * as n8nWorkflow from 'n8n-workflow';

/** Waits, or throws as soon as the signal fires. */
export type Sleep = (delayMs: number, signal?: AbortSignal) => Promise<void>;

/**
 * n8n's own sleep, because published nodes may not touch timers. n8n 1 has one with a signal under
 * another name than n8n 2, whose types are the ones known here.
 */
export const sleep: Sleep = async (delayMs, signal) => {
	const { sleepWithAbort } = n8nWorkflow as { sleepWithAbort?: Sleep };
	await (sleepWithAbort ?? n8nWorkflow.sleep)(delayMs, signal);
};
