import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { isLoopbackUrl, readPublicUrl } from '../domain/publicUrl';
import { deriveUrlSecret } from '../domain/secret';
import { explainUnreachableN8n } from '../domain/unreachable';
import type { Account } from '../domain/account';
import {
	digestOfWebhook,
	registeredWebhook,
	WEBHOOKS_KEY,
	withoutWebhook,
	withWebhook,
	type RegisteredWebhook,
} from '../domain/webhookRegistry';
import { accountOf, addWebhook, removeWebhook } from '../transport/webhooks';
import { chosenWorkflowId } from './source';

/** The query parameter of the URL that holds its secret. */
export const SECRET_PARAMETER = 'secret';

/** Whether CallCow delivers the calls of the chosen workflow to the present URL. */
export async function isWorkflowWebhookThere(context: IHookFunctions): Promise<boolean> {
	const registered = ownWebhook(context);
	if (registered === undefined) return false;
	const wanted = wantedWebhook(context, await accountOf(context));
	return registered.digest === digestOfWebhook(wanted.url, wanted.callCowWorkflowId);
}

/**
 * Registers the trigger's URL with CallCow for the chosen workflow.
 * @throws an error of n8n's that says what to do; nothing is registered then
 */
export async function addWorkflowWebhook(context: IHookFunctions): Promise<void> {
	const account = await accountOf(context);
	const { url, callCowWorkflowId } = wantedWebhook(context, account);
	requireReachable(context, account, url);
	// One that could not be removed at the last deactivation. If CallCow still does not let it go, what it
	// delivers is turned away, or known as a duplicate.
	await removeWorkflowWebhook(context);

	const { id: workflowId = '', name = '' } = context.getWorkflow();
	const id = await addWebhook(context, account, {
		workflow_id: callCowWorkflowId,
		webhook_url: url,
		name: `n8n: ${name}`,
	});
	const digest = digestOfWebhook(url, callCowWorkflowId);
	const data = context.getWorkflowStaticData('global');
	data[WEBHOOKS_KEY] = withWebhook(data[WEBHOOKS_KEY], context.getNode().id, {
		id,
		digest,
		workflowId,
	});
}

/**
 * Ends the deliveries, or says in n8n's log why not and gives false. Never throws: n8n before version 2
 * would leave the webhook of a deactivated workflow open, and at activation nothing must fail for it.
 * What could not be ended is kept, to be tried again at the next activation.
 */
export async function removeWorkflowWebhook(context: IHookFunctions): Promise<boolean> {
	const registered = ownWebhook(context);
	if (registered === undefined) return true;
	try {
		await removeWebhook(context, await accountOf(context), registered.id);
	} catch (error) {
		context.logger.error('A webhook could not be removed from CallCow', {
			workflowId: registered.workflowId,
			node: context.getNode().name,
			reason: (error as Error).message,
		});
		return false;
	}
	const data = context.getWorkflowStaticData('global');
	data[WEBHOOKS_KEY] = withoutWebhook(
		data[WEBHOOKS_KEY],
		context.getNode().id,
		registered.workflowId,
	);
	return true;
}

function ownWebhook(context: IHookFunctions): RegisteredWebhook | undefined {
	return registeredWebhook(
		context.getWorkflowStaticData('global')[WEBHOOKS_KEY],
		context.getNode().id,
		context.getWorkflow().id ?? '',
	);
}

function wantedWebhook(
	context: IHookFunctions,
	account: Account,
): { url: string; callCowWorkflowId: string } {
	const callCowWorkflowId = chosenWorkflowId(context);
	if (callCowWorkflowId === undefined) {
		throw new NodeOperationError(context.getNode(), "'Workflow' must not be empty", {
			description: 'Choose the CallCow workflow whose calls start this workflow.',
		});
	}
	const address = context.getNodeWebhookUrl('default') ?? '';
	if (!URL.canParse(address)) throw unreachable(context, address);
	const url = new URL(address);
	if (context.getNodeParameter('authentication', 'callbackSecret') !== 'none') {
		url.searchParams.set(
			SECRET_PARAMETER,
			deriveUrlSecret(account.callbackSecret, {
				workflowId: context.getWorkflow().id ?? '',
				nodeId: context.getNode().id,
				callCowWorkflowId,
			}),
		);
	}
	return { url: url.href, callCowWorkflowId };
}

/** CallCow delivers over the internet; a simulator on this machine reaches what CallCow cannot. */
function requireReachable(context: IHookFunctions, account: Account, url: string): void {
	if (isLoopbackUrl(account.baseUrl) || readPublicUrl(url).ok) return;
	throw unreachable(context, url);
}

function unreachable(context: IHookFunctions, address: string): NodeOperationError {
	const { message, description } = explainUnreachableN8n(address);
	return new NodeOperationError(context.getNode(), message, { description });
}
