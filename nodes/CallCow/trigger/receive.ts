import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readCallbackSecret } from '../domain/account';
import { callIdOfPayload, outcomeOfPayload, type CallbackPayload } from '../domain/callback';
import type { Outcome } from '../domain/outcome';
import { referenceOf } from '../domain/resultUrl';
import { deriveUrlSecret, verifyCallbackSecret, verifyUrlSecret } from '../domain/secret';
import { outcomeOfWorkflowCall } from '../domain/workflowResult';
import { answer, neverThrowing, payloadOf } from '../transport/callback';
import { RecentCalls } from './recentCalls';
import { resultItems } from './resultItems';
import { chosenWorkflowId, sourceOf, type Source } from './source';
import { SECRET_PARAMETER } from './workflowWebhook';

const recentCalls = new RecentCalls();

/**
 * Takes one callback: verifies it, then starts the workflow with the result of the call, or answers
 * why it does not. Never throws.
 *
 * What has come from CallCow is answered 200 also when nothing starts, because CallCow delivers once
 * and would only log a failure.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await neverThrowing(context, async () => await receiveVerified(context));
}

async function receiveVerified(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const refusal = await verify(context);
	if (refusal !== undefined) return answer(context, refusal.status, refusal.message);

	const reading = payloadOf(context);
	if (!reading.ok) return answer(context, 400, reading.reason);

	const { payload } = reading;
	const outcomes = context.getNodeParameter('outcomes', []) as Outcome[];
	const source = sourceOf(context);
	if (outcomes.length > 0 && !outcomes.includes(outcomeFrom(source, payload))) {
		return answer(context, 200, 'Received. The workflow does not want calls with this outcome.');
	}
	const options = context.getNodeParameter('options', {}) as IDataObject;
	if (options.ignoreDuplicates !== false && isDuplicate(context, callIdOfPayload(payload))) {
		return answer(context, 200, 'Received before. The workflow is not started again.');
	}
	const items = resultItems(payload, {
		source,
		simplify: context.getNodeParameter('simplify', true) as boolean,
		splitFormFills: options.splitFormFills === true,
		reference: referenceOf(context.getQueryData()),
	});
	return { workflowData: [items] };
}

/** What speaks against taking this callback; nothing, when its sender knows the secret. */
async function verify(
	context: IWebhookFunctions,
): Promise<{ status: number; message: string } | undefined> {
	if (context.getNodeParameter('authentication', 'callbackSecret') === 'none') return undefined;
	const secret = readCallbackSecret(await context.getCredentials('callCowApi'));
	if (secret === undefined) {
		return { status: 500, message: 'The credential of this trigger is not complete.' };
	}
	if (sourceOf(context) === 'workflow') return verifyUrl(context, secret);
	const verification = verifyCallbackSecret(context.getHeaderData().authorization, secret);
	if (verification.ok) return undefined;
	return {
		status: 401,
		message:
			verification.reason === 'noSecret'
				? 'The callback carries no secret. CallCow sends it when the call was placed with one.'
				: 'The secret of the callback is not the one of the credential.',
	};
}

/** What CallCow sends after a call of one of its workflows carries no secret: the URL does. */
function verifyUrl(
	context: IWebhookFunctions,
	callbackSecret: string,
): { status: number; message: string } | undefined {
	const expected = deriveUrlSecret(callbackSecret, {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
		callCowWorkflowId: chosenWorkflowId(context) ?? '',
	});
	const { [SECRET_PARAMETER]: given } = context.getQueryData() as Record<string, unknown>;
	return verifyUrlSecret(given, expected)
		? undefined
		: { status: 401, message: 'The URL does not carry the secret of this trigger.' };
}

function outcomeFrom(source: Source, payload: CallbackPayload): Outcome {
	return source === 'workflow' ? outcomeOfWorkflowCall(payload) : outcomeOfPayload(payload);
}

/** Two triggers may both want the result of one call, and a test must not use up the real delivery. */
function isDuplicate(context: IWebhookFunctions, callId: string | undefined): boolean {
	if (callId === undefined) return false;
	const receiver = [context.getWorkflow().id, context.getNode().id, context.getMode()];
	return !recentCalls.isFirst([...receiver, callId].join('\n'), Date.now());
}
