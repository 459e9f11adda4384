import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { callPromptBodySchema, type CallPromptBody } from '../../domain/call';
import type { Explanation } from '../../domain/errors';
import { optionalText, requiredText, wholeNumber } from '../../domain/parameters';
import { maskPhoneNumber } from '../../domain/phone';
import { withReference } from '../../domain/resultUrl';
import type { RequestLimits } from '../../transport/client';
import type { Operation } from '../operation';
import { readParameter } from '../parameter';
import { readIdempotencyKey } from './callIdentity';
import {
	defaultCountryOption,
	idempotencyKeyOption,
	maxRetriesOption,
	promptField,
	recipientPhoneField,
	referenceOption,
	timeoutSecondsOption,
} from './fields';
import { readRecipientPhone } from './recipient';
import {
	readResultDestination,
	resultDestinationFields,
	type ResultDestination,
} from './resultDestination';

interface PlaceRequest {
	readonly body: CallPromptBody;
	readonly limits: RequestLimits;
	readonly destination: ResultDestination;
	readonly reference?: string;
}

const forPlace = { resource: ['call'], operation: ['place'] };

const LONGEST_REFERENCE = 500;

/** Places a call and goes on at once; its result comes to a trigger, to a URL, or nowhere. */
export const place: Operation<PlaceRequest> = {
	properties: [
		...[promptField, recipientPhoneField, ...resultDestinationFields].map(
			(field): INodeProperties => ({
				...field,
				displayOptions: { show: { ...forPlace, ...field.displayOptions?.show } },
			}),
		),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show: forPlace },
			options: [
				defaultCountryOption,
				idempotencyKeyOption,
				maxRetriesOption,
				referenceOption,
				timeoutSecondsOption,
			],
		},
	],

	read(context, itemIndex, account) {
		const parameter = <T>(
			name: string,
			label: string,
			schema: z.ZodType<T, z.ZodTypeDef, unknown>,
			whatToDo: string,
		) => readParameter(context, itemIndex, name, label, schema, whatToDo);

		const prompt = parameter(
			'prompt',
			'Prompt',
			requiredText,
			'Say who is called, what for, when and where.',
		);
		const recipientPhone = readRecipientPhone(context, itemIndex);
		const reference = parameter(
			'options.reference',
			'Reference',
			optionalText.pipe(
				z
					.string()
					.max(LONGEST_REFERENCE, `must not be longer than ${LONGEST_REFERENCE} characters`)
					.optional(),
			),
			'Give a short ID; it travels in the callback URL.',
		);
		const destination = readResultDestination(context, itemIndex, account);
		return {
			body: callPromptBodySchema.parse({
				prompt,
				recipient_phone: recipientPhone,
				idempotency_key: readIdempotencyKey(context, itemIndex),
				...(destination.kind === 'none'
					? {}
					: {
							callback_url: withReference(destination.url, reference),
							callback_secret: account.callbackSecret,
						}),
			}),
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
			destination,
			reference,
		};
	},

	checkTogether(requests) {
		const firstItems = new Map<string, number>();
		const conflicts = new Map<number, Explanation>();
		for (const [itemIndex, { body }] of requests) {
			const first = firstItems.get(body.idempotency_key);
			if (first === undefined) {
				firstItems.set(body.idempotency_key, itemIndex);
			} else {
				conflicts.set(itemIndex, {
					message: `Idempotency Key is the same for items ${first} and ${itemIndex}`,
					description:
						'CallCow would place one call for both. Use an expression that gives another key for each item, or remove the option, or remove the duplicate items before this node.',
				});
			}
		}
		return conflicts;
	},

	async run({ body, limits, destination, reference }, client) {
		const result = await client.placeCall(body, limits);
		if (!result.ok) return result;
		return {
			ok: true,
			json: {
				...result.call,
				recipient_phone: body.recipient_phone,
				idempotency_key: body.idempotency_key,
				result_destination: destination.kind,
				...(reference === undefined ? {} : { reference }),
			},
		};
	},

	label: ({ body }) => maskPhoneNumber(body.recipient_phone),

	hints(requests) {
		const destinations = requests.map(({ destination }) => destination);
		return [
			...(destinations.some(lacksTrigger) ? [NO_RESULT_HINT] : []),
			...(destinations.some(isTestUrl) ? [TEST_URL_HINT] : []),
		];
	},
};

const NO_RESULT_HINT =
	'No result of these calls will come back: this workflow has no active CallCow Trigger. Add one and activate the workflow, or choose another destination under Send Result To.';

const TEST_URL_HINT =
	'Callback URL is a test URL: it takes one result, and only while n8n listens for a test event. Use the Production URL of the trigger for calls that matter.';

function lacksTrigger(destination: ResultDestination): boolean {
	return destination.kind === 'none' && destination.because === 'noTrigger';
}

function isTestUrl(destination: ResultDestination): boolean {
	return destination.kind === 'url' && destination.url.pathname.includes('/webhook-test/');
}
