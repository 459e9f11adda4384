import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readAccount, type Account } from '../domain/account';
import { createSend } from './http';
import { PLAIN_TIMEOUT_MS, plainRequestError, sendPatiently } from './plainRequest';
import { sleep as realSleep, type Sleep } from './n8nVersions';

const answerSchema = z.object({ id: z.union([z.string().min(1), z.number().transform(String)]) });

/** The account of a trigger. @throws NodeOperationError when its credential is not complete */
export async function accountOf(context: IHookFunctions): Promise<Account> {
	const reading = readAccount(await context.getCredentials('callCowApi'));
	if (reading.ok) return reading.account;
	throw new NodeOperationError(context.getNode(), reading.message, {
		description: reading.description,
	});
}

/**
 * Asks CallCow to deliver the result of every call of one of its workflows to a URL, and gives the ID by
 * which that is ended. Asked once only: CallCow would deliver twice to a URL that is registered twice.
 * @throws NodeApiError with what CallCow said
 */
export async function addWebhook(
	context: IHookFunctions,
	account: Account,
	webhook: { workflow_id: string; webhook_url: string; name: string },
): Promise<string> {
	const reply = await createSend(
		context,
		account,
	)({
		method: 'POST',
		path: '/webhooks',
		body: webhook,
		timeoutMs: PLAIN_TIMEOUT_MS,
	});
	if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) {
		const answer = answerSchema.safeParse(reply.body);
		if (answer.success) return answer.data.id;
	}
	throw plainRequestError(
		context,
		account,
		'CallCow does not deliver results to this trigger',
		reply,
		"Choose the 'Workflow' again. It may have been deleted in CallCow, or it belongs to another account. Check 'Base URL' in the credential too.",
	);
}

/**
 * Ends the deliveries. One that has ended already is fine; what is not answered properly is repeated.
 * @throws NodeApiError with what CallCow said
 */
export async function removeWebhook(
	context: IHookFunctions,
	account: Account,
	id: string,
	sleep: Sleep = realSleep,
): Promise<void> {
	const reply = await sendPatiently(
		createSend(context, account),
		{
			method: 'DELETE',
			path: `/webhooks/${encodeURIComponent(id)}`,
			timeoutMs: PLAIN_TIMEOUT_MS,
		},
		{ sleep, random: Math.random },
	);
	const isGone =
		reply.kind === 'answer' &&
		(reply.status === 404 || (reply.status >= 200 && reply.status < 300));
	if (isGone) return;
	throw plainRequestError(
		context,
		account,
		'CallCow still delivers results to this trigger',
		reply,
	);
}
