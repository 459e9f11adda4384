import type { IHookFunctions } from 'n8n-workflow';
import { isRegistered, REGISTRY_KEY, withoutTrigger, withTrigger } from '../domain/triggerRegistry';

/**
 * The production URL of an active trigger is kept where the CallCow node of the same workflow finds
 * it. Nothing is registered with CallCow itself: the URL travels with each call.
 */
export function isTriggerRegistered(context: IHookFunctions): boolean {
	const stored = context.getWorkflowStaticData('global')[REGISTRY_KEY];
	return isRegistered(stored, context.getNode().id, entryOf(context));
}

export function registerTrigger(context: IHookFunctions): void {
	if (isTestListening(context)) return;
	const data = context.getWorkflowStaticData('global');
	data[REGISTRY_KEY] = withTrigger(data[REGISTRY_KEY], context.getNode().id, entryOf(context));
}

export function forgetTrigger(context: IHookFunctions): void {
	if (isTestListening(context)) return;
	const data = context.getWorkflowStaticData('global');
	const { workflowId } = entryOf(context);
	data[REGISTRY_KEY] = withoutTrigger(data[REGISTRY_KEY], context.getNode().id, workflowId);
}

/** Listening for a test event has a test URL, which is no place for the results of real calls. */
function isTestListening(context: IHookFunctions): boolean {
	return context.getMode() === 'manual';
}

function entryOf(context: IHookFunctions): { url: string; workflowId: string } {
	return {
		url: context.getNodeWebhookUrl('default') ?? '',
		workflowId: context.getWorkflow().id ?? '',
	};
}
