import {
	NodeOperationError,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import { readAccount } from '../domain/account';
import { workflowListSchema, type CallCowWorkflow } from '../domain/call';
import { createSend } from './http';
import { PLAIN_TIMEOUT_MS, plainRequestError, sendPatiently } from './plainRequest';
import { sleep } from './n8nVersions';

/**
 * The workflows that were made in CallCow, as it lists them.
 * @throws NodeOperationError, or NodeApiError with what CallCow said
 * @see https://docs.callcow.ai (List workflows)
 */
export async function listWorkflows(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<CallCowWorkflow[]> {
	const reading = readAccount(await context.getCredentials('callCowApi'));
	if (!reading.ok) {
		throw new NodeOperationError(context.getNode(), reading.message, {
			description: reading.description,
		});
	}
	const { account } = reading;
	const send = createSend(context, account);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const request = { method: 'GET' as const, path: '/workflows', timeoutMs: PLAIN_TIMEOUT_MS };
	const reply = await sendPatiently(send, request, { sleep, random: Math.random, signal });
	if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) {
		const list = workflowListSchema.safeParse(reply.body);
		if (list.success) return list.data.workflows;
	}
	throw plainRequestError(context, account, 'The workflows could not be listed', reply);
}
