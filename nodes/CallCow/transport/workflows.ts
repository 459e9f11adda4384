import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INode,
} from 'n8n-workflow';
import { readAccount, type Account } from '../domain/account';
import { workflowListSchema, type CallCowWorkflow } from '../domain/call';
import { conceal } from '../domain/conceal';
import { explainPlainRequest } from '../domain/requestErrors';
import { decideRetry } from '../domain/retry';
import { toAttemptResult } from './conclusion';
import { createSend, type HttpReply } from './http';
import { sleep } from './sleep';

const TIMEOUT_MS = 30_000;

/** Somebody looks at an empty list meanwhile: no longer waits than these. */
const MOST_RETRIES = 2;
const LONGEST_WAIT_MS = 10_000;

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
	const request = { method: 'GET' as const, path: '/workflows', timeoutMs: TIMEOUT_MS };

	let reply: HttpReply;
	for (let retries = 0; ; retries++) {
		reply = await send(request);
		const history = { retries, rateLimits: retries, rateLimitedMs: 0 };
		const decision = decideRetry(readable(reply), history, MOST_RETRIES, Math.random());
		const isWorthIt = decision.action === 'retry' && decision.delayMs <= LONGEST_WAIT_MS;
		if (!isWorthIt || retries >= MOST_RETRIES) break;
		await sleep(decision.delayMs, signal);
	}
	if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) {
		const list = workflowListSchema.safeParse(reply.body);
		if (list.success) return list.data.workflows;
	}
	throw plainRequestError(context, account, 'The workflows were not listed', reply);
}

/** The error for a request that places no call, with what CallCow said and nothing secret. */
export function plainRequestError(
	context: { getNode(): INode },
	{ apiKey, callbackSecret }: Account,
	what: string,
	reply: HttpReply,
	notFound?: string,
): NodeApiError {
	const safe =
		reply.kind === 'answer'
			? { ...reply, body: conceal(reply.body, [apiKey, callbackSecret]) }
			: reply;
	const { message, description } = explainPlainRequest(what, safe, notFound);
	return new NodeApiError(context.getNode(), { message }, { message, description });
}

/** A list that cannot be read is none of the answers that are repeated. */
function readable(reply: HttpReply) {
	const result = toAttemptResult(reply, Date.now());
	return result.kind === 'answer' ? { ...result, readable: true } : result;
}
