import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { Account } from '../../domain/account';
import { callPromptBodySchema, type CallPromptBody } from '../../domain/call';
import { optionalText, refuseLeftEmpty, requiredText } from '../../domain/parameters';
import { withReference } from '../../domain/resultUrl';
import { readParameter } from '../parameter';
import { readCallBasics, type CallRequest } from './callRequest';
import { leftoversIn } from './leftovers';

/** A call that CallCow makes from a briefing. */
export type PromptCall = CallRequest<CallPromptBody>;

const promptSchema = requiredText.superRefine(refuseLeftEmpty);

const LONGEST_REFERENCE = 500;

const referenceSchema = optionalText.pipe(
	z
		.string()
		.max(LONGEST_REFERENCE, `must not be longer than ${LONGEST_REFERENCE} characters`)
		.optional(),
);

/**
 * Reads what every such call needs, before it is known where its result goes.
 * @throws NodeOperationError that names the parameter
 */
export function readPromptCall(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): PromptCall {
	const { addressee, ...basics } = readCallBasics(context, itemIndex, account);
	const prompt = readParameter(
		context,
		itemIndex,
		'prompt',
		'Prompt',
		promptSchema,
		'Say who to call, why, when, and where.',
	);
	const reference = readParameter(
		context,
		itemIndex,
		'options.reference',
		'Reference',
		referenceSchema,
		'Enter a short ID. It is part of the callback URL.',
	);
	return {
		...basics,
		body: { prompt, ...addressee },
		reference,
		leftovers: leftoversIn(context, itemIndex, [
			['prompt', 'Prompt', prompt],
			['options.reference', 'Reference', reference],
			['options.idempotencyKey', 'Idempotency Key', basics.givenKey],
		]),
	};
}

/** The same call with its result asked for: delivered to the address with the secret as bearer token. */
export function withCallback<Request extends PromptCall>(
	request: Request,
	url: URL,
	secret: string,
): Request {
	return {
		...request,
		body: callPromptBodySchema.parse({
			...request.body,
			callback_url: withReference(url, request.reference),
			callback_secret: secret,
		}),
	};
}
