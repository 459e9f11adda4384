import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { callIdOfPayload, outcomeOfPayload, type CallbackPayload } from '../domain/callback';
import { contentOf } from '../domain/deliveryContent';
import type { Outcome } from '../domain/outcome';
import { referenceOf } from '../domain/resultUrl';
import { outcomeOfWorkflowCall } from '../domain/workflowResult';
import { answer, neverThrowing, payloadOf } from '../transport/callback';
import { RecentCalls } from './recentCalls';
import { resultItems } from './resultItems';
import { sourceOf, type Source } from './source';
import { verify } from './verification';

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

	const reading = await payloadOf(context);
	if (!reading.ok) return answer(context, 400, reading.reason);

	const { payload } = reading;
	const outcomes = context.getNodeParameter('outcomes', []) as Outcome[];
	const source = sourceOf(context);
	const outcome = outcomeFrom(source, payload);
	if (outcomes.length > 0 && !outcomes.includes(outcome)) {
		return answer(context, 200, 'Received. The workflow does not start for this outcome.');
	}
	const options = context.getNodeParameter('options', {}) as IDataObject;
	if (options.ignoreDuplicates !== false && isDuplicate(context, payload, outcome)) {
		return answer(context, 200, 'Already received. The workflow does not start again.');
	}
	const items = resultItems(payload, {
		source,
		simplify: context.getNodeParameter('simplify', true) as boolean,
		splitFormFills: options.splitFormFills === true,
		reference: referenceOf(context.getQueryData()),
	});
	return { workflowData: [items] };
}

function outcomeFrom(source: Source, payload: CallbackPayload): Outcome {
	return source === 'workflow' ? outcomeOfWorkflowCall(payload) : outcomeOfPayload(payload);
}

/** Two triggers may both want the result of one call, and a test must not use up the real delivery. */
function isDuplicate(
	context: IWebhookFunctions,
	payload: CallbackPayload,
	outcome: Outcome,
): boolean {
	const callId = callIdOfPayload(payload);
	if (callId === undefined) return false;
	const receiver = [context.getWorkflow().id, context.getNode().id, context.getMode()];
	const id = [...receiver, callId].join('\n');
	return !recentCalls.isNews(id, contentOf(payload, outcome), Date.now());
}
