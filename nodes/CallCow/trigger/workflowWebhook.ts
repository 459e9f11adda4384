import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isLoopbackUrl, readPublicUrl } from '../domain/publicUrl';
import { deriveUrlSecret } from '../domain/secret';
import type { Account } from '../domain/account';
import { accountOf, addWebhook, removeWebhook } from '../transport/webhooks';
import { chosenWorkflowId } from './source';

/** The query parameter of the URL that holds its secret. */
export const SECRET_PARAMETER = 'secret';

/** The key of the node's static data: what is registered with CallCow, and for what. */
const DATA_KEY = 'callCowWebhook';

const storedSchema = z.object({ id: z.string(), url: z.string(), callCowWorkflowId: z.string() });

/** Whether CallCow delivers the calls of the chosen workflow to the present URL. */
export async function isWorkflowWebhookThere(context: IHookFunctions): Promise<boolean> {
	const stored = storedWebhook(context);
	if (stored === undefined) return false;
	const wanted = wantedWebhook(context, await accountOf(context));
	return stored.url === wanted.url && stored.callCowWorkflowId === wanted.callCowWorkflowId;
}

/**
 * Registers the trigger's URL with CallCow for the chosen workflow.
 * @throws an error of n8n's that says what to do; nothing is registered then
 */
export async function addWorkflowWebhook(context: IHookFunctions): Promise<void> {
	const account = await accountOf(context);
	const { url, callCowWorkflowId } = wantedWebhook(context, account);
	requireReachable(context, account, url);
	// One that could not be removed at the last deactivation, or belongs to another choice.
	await removeWorkflowWebhook(context);

	const { name = '' } = context.getWorkflow();
	const id = await addWebhook(context, account, {
		workflow_id: callCowWorkflowId,
		webhook_url: url,
		name: `n8n: ${name}`,
	});
	context.getWorkflowStaticData('node')[DATA_KEY] = { id, url, callCowWorkflowId };
}

/** Ends the deliveries. What could not be removed is kept, to be removed at the next activation. */
export async function removeWorkflowWebhook(context: IHookFunctions): Promise<void> {
	const stored = storedWebhook(context);
	if (stored === undefined) return;
	await removeWebhook(context, await accountOf(context), stored.id);
	delete context.getWorkflowStaticData('node')[DATA_KEY];
}

function storedWebhook(context: IHookFunctions): z.infer<typeof storedSchema> | undefined {
	const reading = storedSchema.safeParse(context.getWorkflowStaticData('node')[DATA_KEY]);
	return reading.success ? reading.data : undefined;
}

function wantedWebhook(
	context: IHookFunctions,
	account: Account,
): { url: string; callCowWorkflowId: string } {
	const callCowWorkflowId = chosenWorkflowId(context);
	if (callCowWorkflowId === undefined) {
		throw new NodeOperationError(context.getNode(), 'Workflow must not be empty', {
			description: 'Choose the CallCow workflow whose calls start this one.',
		});
	}
	const url = new URL(context.getNodeWebhookUrl('default') ?? '');
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
	throw new NodeOperationError(
		context.getNode(),
		`CallCow cannot reach this n8n at ${new URL(url).origin}`,
		{
			description:
				'The results of calls are delivered over the internet, to a public HTTPS address. Set the environment variable N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL) to the public HTTPS address of your n8n and start it again.',
		},
	);
}
