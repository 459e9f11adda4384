import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { callPromptBodySchema } from '../../domain/call';
import { optionalText, requiredText, wholeNumber } from '../../domain/parameters';
import { maskPhoneNumber } from '../../domain/phone';
import { withReference } from '../../domain/resultUrl';
import type { Account } from '../../domain/account';
import type { CallCowClient, CallToPlace } from '../../transport/client';
import type { OperationResult } from '../operation';
import { readParameter } from '../parameter';
import { identityOf, readIdempotencyKey } from './callIdentity';
import { readCallingHours } from './guards/callingHours';
import { readCallOnce } from './guards/callOnce';
import { readRecipientPhone } from './recipient';

/** A call to place, with everything that both operations that place one have in common. */
export interface CallRequest extends CallToPlace {
	readonly reference?: string;
	/** As the user has written it, if so. */
	readonly givenKey?: string;
}

const LONGEST_REFERENCE = 500;

/**
 * Reads what every call needs, before it is known where its result goes.
 * @throws NodeOperationError that names the parameter
 */
export function readCallRequest(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): CallRequest {
	const parameter = <T>(
		name: string,
		label: string,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		whatToDo: string,
	) => readParameter(context, itemIndex, name, label, schema, whatToDo);

	const identity = identityOf(context, itemIndex);
	const recipientPhone = readRecipientPhone(context, itemIndex, account);
	const givenKey = readIdempotencyKey(context, itemIndex);
	const once = readCallOnce(context, itemIndex, recipientPhone, givenKey);
	const hours = readCallingHours(context, itemIndex);
	return {
		identity,
		givenKey,
		// The number is claimed last, when nothing else holds the call back.
		gates: [hours, once?.gate].filter((gate) => gate !== undefined),
		body: {
			prompt: parameter(
				'prompt',
				'Prompt',
				requiredText,
				'Say who is called, what for, when and where.',
			),
			recipient_phone: recipientPhone,
			idempotency_key: once?.idempotencyKey ?? givenKey ?? identity,
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
	request: CallRequest,
	client: CallCowClient,
): Promise<OperationResult> {
	const { body, reference } = request;
	const result = await client.placeCall(request);
	const ofTheUser = {
		recipient_phone: body.recipient_phone,
		...(reference === undefined ? {} : { reference }),
	};
	switch (result.kind) {
		case 'placed':
			return {
				kind: 'done',
				json: { ...result.call, ...ofTheUser, idempotency_key: body.idempotency_key },
			};
		case 'skipped':
			return {
				kind: 'skipped',
				json: { success: false, skipped: true, reason: result.reason, ...ofTheUser },
			};
		case 'failed':
		case 'notTried':
			return result;
	}
}

/** The call as it is named in messages. */
export const labelOf = ({ body }: CallRequest): string => maskPhoneNumber(body.recipient_phone);
