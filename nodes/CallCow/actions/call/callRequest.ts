import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { callPromptBodySchema, type CallPromptBody } from '../../domain/call';
import { optionalText, requiredText, wholeNumber } from '../../domain/parameters';
import { maskPhoneNumber } from '../../domain/phone';
import { withReference } from '../../domain/resultUrl';
import type { CallCowClient, RequestLimits } from '../../transport/client';
import type { OperationResult } from '../operation';
import { readParameter } from '../parameter';
import { readIdempotencyKey } from './callIdentity';
import { readRecipientPhone } from './recipient';

/** A call to place, with everything that both operations that place one have in common. */
export interface CallRequest {
	readonly body: CallPromptBody;
	readonly limits: RequestLimits;
	readonly reference?: string;
}

const LONGEST_REFERENCE = 500;

/**
 * Reads what every call needs, before it is known where its result goes.
 * @throws NodeOperationError that names the parameter
 */
export function readCallRequest(context: IExecuteFunctions, itemIndex: number): CallRequest {
	const parameter = <T>(
		name: string,
		label: string,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		whatToDo: string,
	) => readParameter(context, itemIndex, name, label, schema, whatToDo);

	return {
		body: {
			prompt: parameter(
				'prompt',
				'Prompt',
				requiredText,
				'Say who is called, what for, when and where.',
			),
			recipient_phone: readRecipientPhone(context, itemIndex),
			idempotency_key: readIdempotencyKey(context, itemIndex),
		},
		reference: parameter(
			'options.reference',
			'Reference',
			optionalText.pipe(
				z
					.string()
					.max(LONGEST_REFERENCE, `must not be longer than ${LONGEST_REFERENCE} characters`)
					.optional(),
			),
			'Give a short ID; it travels in the callback URL.',
		),
		limits: {
			timeoutSeconds: parameter(
				'options.timeoutSeconds',
				'Timeout (Seconds)',
				wholeNumber(1, 300).default(60),
				'Enter a number of seconds, or remove the option.',
			),
			maxRetries: parameter(
				'options.maxRetries',
				'Max Retries',
				wholeNumber(0, 10).default(3),
				'Enter a number, or remove the option.',
			),
		},
	};
}

/** The same call with its result asked for: delivered to the address with the secret as bearer token. */
export function withCallback<Request extends CallRequest>(
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

/** What is known of a call as soon as CallCow has accepted it. */
export async function placeCall(
	{ body, limits, reference }: CallRequest,
	client: CallCowClient,
): Promise<OperationResult> {
	const result = await client.placeCall(body, limits);
	if (!result.ok) return result;
	return {
		ok: true,
		json: {
			...result.call,
			recipient_phone: body.recipient_phone,
			idempotency_key: body.idempotency_key,
			...(reference === undefined ? {} : { reference }),
		},
	};
}

/** The call as it is named in messages. */
export const labelOf = ({ body }: CallRequest): string => maskPhoneNumber(body.recipient_phone);
