import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { sourceOf } from './source';
import {
	addWorkflowWebhook,
	isWorkflowWebhookThere,
	removeWorkflowWebhook,
} from './workflowWebhook';
import { isRegistered, REGISTRY_KEY, withoutTrigger, withTrigger } from '../domain/triggerRegistry';

/** What n8n asks of a trigger when its workflow is activated and deactivated. */
export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return sourceOf(this) === 'workflow'
				? await inOneMessage(this, async () => await isWorkflowWebhookThere(this))
				: isTriggerRegistered(this);
		},
		async create(this: IHookFunctions): Promise<boolean> {
			if (sourceOf(this) !== 'workflow') registerTrigger(this);
			else await inOneMessage(this, async () => await addWorkflowWebhook(this));
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			// Whatever is chosen now: the choice may have changed since the activation.
			forgetTrigger(this);
			return await removeWorkflowWebhook(this);
		},
	},
};

/** Of what goes wrong here, n8n shows the message only; what to do has to stand in it too. */
async function inOneMessage<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const { message, description } = error as { message: string; description?: string | null };
		throw new NodeOperationError(
			context.getNode(),
			description ? `${message}. ${description}` : message,
		);
	}
}

/**
 * The production URL of an active trigger is kept where the CallCow node of the same workflow finds
 * it. Nothing is registered with CallCow itself: the URL travels with each call.
 */
function isTriggerRegistered(context: IHookFunctions): boolean {
	const stored = context.getWorkflowStaticData('global')[REGISTRY_KEY];
	return isRegistered(stored, context.getNode().id, entryOf(context));
}

function registerTrigger(context: IHookFunctions): void {
	if (isTestListening(context)) return;
	const data = context.getWorkflowStaticData('global');
	data[REGISTRY_KEY] = withTrigger(data[REGISTRY_KEY], context.getNode().id, entryOf(context));
}

function forgetTrigger(context: IHookFunctions): void {
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
