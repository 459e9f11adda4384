import type { IWebhookFunctions } from 'n8n-workflow';
import { readCallbackSecret } from '../domain/account';
import {
	bearerTokenOf,
	deriveUrlSecret,
	verifyCallbackSecret,
	verifyUrlSecret,
} from '../domain/secret';
import { realClock } from '../transport/clock';
import { chosenWorkflowId, sourceOf } from './source';
import { VerifiedSecrets } from './verifiedSecrets';
import { SECRET_PARAMETER } from './workflowWebhook';

const verifiedSecrets = new VerifiedSecrets();

export interface Refusal {
	readonly status: number;
	readonly message: string;
}

/**
 * What speaks against taking this callback; nothing, when its sender knows the secret.
 *
 * A secret that the credential no longer holds may pass for ten seconds more; a new one passes at once.
 */
export async function verify(context: IWebhookFunctions): Promise<Refusal | undefined> {
	if (context.getNodeParameter('authentication', 'callbackSecret') === 'none') return undefined;
	const given = givenSecret(context);
	const receiver = receiverOf(context);
	const { monotonicMs: nowMs } = realClock();
	if (given !== undefined && verifiedSecrets.has(receiver, given, nowMs)) return undefined;

	const secret = readCallbackSecret(await context.getCredentials('callCowApi'));
	if (secret === undefined) {
		return { status: 500, message: 'The credential of this trigger is incomplete.' };
	}
	const refusal =
		sourceOf(context) === 'workflow' ? verifyUrl(context, secret) : verifyHeader(context, secret);
	if (refusal === undefined && given !== undefined) {
		verifiedSecrets.remember(receiver, given, nowMs);
	}
	return refusal;
}

function verifyHeader(context: IWebhookFunctions, secret: string): Refusal | undefined {
	const verification = verifyCallbackSecret(context.getHeaderData().authorization, secret);
	if (verification.ok) return undefined;
	return {
		status: 401,
		message:
			verification.reason === 'noSecret'
				? 'The callback has no secret. CallCow sends one if the call was placed with one.'
				: 'The secret of the callback does not match the credential.',
	};
}

/** What CallCow sends after a call of one of its workflows carries no secret: the URL does. */
function verifyUrl(context: IWebhookFunctions, callbackSecret: string): Refusal | undefined {
	const expected = deriveUrlSecret(callbackSecret, {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
		callCowWorkflowId: chosenWorkflowId(context) ?? '',
	});
	return verifyUrlSecret(secretInUrl(context), expected)
		? undefined
		: { status: 401, message: 'The URL does not contain the secret of this trigger.' };
}

function givenSecret(context: IWebhookFunctions): string | undefined {
	if (sourceOf(context) !== 'workflow') return bearerTokenOf(context.getHeaderData().authorization);
	const given = secretInUrl(context);
	return typeof given === 'string' ? given : undefined;
}

const secretInUrl = (context: IWebhookFunctions): unknown =>
	(context.getQueryData() as Record<string, unknown>)[SECRET_PARAMETER];

/** Everything that decides which secret is the right one, as far as it stands in the workflow. */
function receiverOf(context: IWebhookFunctions): string {
	const { id: nodeId, credentials } = context.getNode();
	const source = sourceOf(context);
	return JSON.stringify([
		context.getWorkflow().id,
		nodeId,
		credentials?.callCowApi?.id,
		source,
		source === 'workflow' ? chosenWorkflowId(context) : undefined,
	]);
}
