import { createHash } from 'node:crypto';
import type { IExecuteFunctions, IWebhookFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import type { CallRequest } from './callRequest';
import { numberOfOutputs, onOutputOf, type OutputMode } from './outcomeOutputs';
import { keepThroughRestart } from './restart';
import { noteWait } from './toolTurn';

/** The query parameter that says for which call a callback is. */
export const NONCE_PARAMETER = 'call';

const waitingCallSchema = z.object({
	nonce: z.string(),
	recipientPhone: z.string(),
	/** Of the secret that its callback carries. Without it, the credential has to tell the secret. */
	secretDigest: z.string().optional(),
});

/** What is kept of the call while the execution waits for its result. */
export type WaitingCall = z.infer<typeof waitingCallSchema>;

const CONTEXT_KEY = 'waitingCall';

/**
 * The nonce of one call. Not by chance: when Retry On Fail runs the node again, CallCow may have placed
 * the call at the first try, and delivers its result with the nonce of that.
 */
export function nonceOf({ identity }: Pick<CallRequest, 'identity'>): string {
	return createHash('sha256').update(`nonce ${identity}`).digest('base64url').slice(0, 22);
}

/**
 * Puts the execution to wait: n8n stores it and holds no worker. It goes on with what the webhook
 * returns or, at the given time, with the timed-out item. What the node returns meanwhile goes nowhere.
 *
 * Called as soon as CallCow has answered, and does nothing that takes time: a result that arrives
 * before n8n has stored the execution is lost.
 */
export async function putToWait(
	context: IExecuteFunctions,
	call: WaitingCall,
	timedOut: INodeExecutionData,
	mode: OutputMode,
	until: Date,
): Promise<void> {
	// Reads the tool call, which the input holds no longer after what follows.
	noteWait(context, call.nonce);
	const executeData = context.getExecuteData();
	// n8n disables the node object of a waiting run when that goes on. Other runs of the node that are
	// still to come (parallel tool calls, two branches that meet here) share the object and would pass
	// through without a call.
	executeData.node = { ...executeData.node };
	// At the end of the wait n8n passes on what stands in the input.
	executeData.data.main = onOutputOf('timed_out', mode, [timedOut]);
	if (mode === 'byOutcome') {
		context.setMetadata({ forwardAllOutputs: true });
		// Behind each output, n8n looks for the source of a paired item under that output's number.
		const source = executeData.source?.main?.[0] ?? null;
		executeData.source = {
			...executeData.source,
			main: Array.from({ length: numberOfOutputs(mode) }, () => source),
		};
	}
	context.getContext('node')[CONTEXT_KEY] = call;
	keepThroughRestart(context);
	await context.putExecutionToWait(until);
}

/** The call that the execution waits for; undefined when nothing is known of one. */
export function waitingCallOf(context: IWebhookFunctions): WaitingCall | undefined {
	// Braces in a node's name would end the expression.
	const name = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	const stored = context.evaluateExpression(`{{ $node[${name}].context["${CONTEXT_KEY}"] }}`);
	const reading = waitingCallSchema.safeParse(stored);
	return reading.success ? reading.data : undefined;
}
