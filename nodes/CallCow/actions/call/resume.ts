import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readCallbackSecret } from '../../domain/account';
import { outcomeOfPayload } from '../../domain/callback';
import { referenceOf } from '../../domain/resultUrl';
import { deriveWaitSecret, verifyCallbackDigest, verifyCallbackSecret } from '../../domain/secret';
import { answer, neverThrowing, payloadOf } from '../../transport/callback';
import { onOutputOf } from './outcomeOutputs';
import { endedResult, outputModeOf } from './waitResult';
import { NONCE_PARAMETER, waitingCallOf } from './waiting';

/**
 * Lets the waiting execution go on with the result of its call, or answers why it does not and leaves
 * the wait as it is: 401 without the secret of this one call, 409 when the execution waits for another
 * call, 400 when there is no result in the request. Never throws.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await neverThrowing(context, async () => await resumeVerified(context));
}

const NO_SECRET = 'The callback does not carry the secret of this call.';

async function resumeVerified(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = context.getQueryData() as Record<string, unknown>;
	const { [NONCE_PARAMETER]: nonce } = query;
	if (typeof nonce !== 'string') return answer(context, 401, NO_SECRET);
	const { authorization } = context.getHeaderData();
	const waiting = waitingCallOf(context);
	const isExpected =
		waiting?.nonce === nonce &&
		waiting.secretDigest !== undefined &&
		verifyCallbackDigest(authorization, waiting.secretDigest);
	if (!isExpected) {
		// Only then, because it takes time: n8n starts an expression engine of its own for every credential
		// that a webhook reads.
		const callbackSecret = readCallbackSecret(await context.getCredentials('callCowApi'));
		if (callbackSecret === undefined) {
			return answer(context, 500, 'The credential of this node is incomplete.');
		}
		const secret = deriveWaitSecret(callbackSecret, {
			executionId: context.getExecutionId(),
			nodeId: context.getNode().id,
			nonce,
		});
		if (!verifyCallbackSecret(authorization, secret).ok) return answer(context, 401, NO_SECRET);
	}
	if (waiting?.nonce !== nonce) {
		return answer(context, 409, 'The workflow is not waiting for the result of this call.');
	}
	const reading = await payloadOf(context);
	if (!reading.ok) return answer(context, 400, reading.reason);

	const { payload } = reading;
	const json = endedResult(context, payload, waiting.recipientPhone, referenceOf(query));
	return {
		webhookResponse: { received: true },
		workflowData: onOutputOf(outcomeOfPayload(payload), outputModeOf(context), [
			{ json, pairedItem: { item: 0 } },
		]),
	};
}
