import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isCountry, type Country } from '../../domain/countries';
import type { Explanation } from '../../domain/errors';
import { optionalText, requiredText } from '../../domain/parameters';
import { maskPhoneNumber, readPhoneNumber, type PhoneReading } from '../../domain/phone';
import { readParameter, refusal } from '../parameter';

const countrySchema = optionalText
	.transform((code) => code?.toUpperCase())
	.pipe(
		z
			.custom<Country>(
				(code) => typeof code === 'string' && isCountry(code),
				'must be a country code of two letters',
			)
			.optional(),
	);

/**
 * The number of the person to phone, in E.164.
 * @throws NodeOperationError when no country has such a number; the number is masked
 */
export function readRecipientPhone(context: IExecuteFunctions, itemIndex: number): string {
	const written = readParameter(
		context,
		itemIndex,
		'recipientPhone',
		'Recipient Phone',
		requiredText,
		'Enter the number to phone, with + and the country code, or an expression that gives it for every item.',
	);
	const defaultCountry = readParameter(
		context,
		itemIndex,
		'options.defaultCountry',
		'Default Country',
		countrySchema,
		'Choose a country from the list, or give its ISO code, such as US.',
	);
	const reading = readPhoneNumber(written, defaultCountry);
	if (reading.ok) return reading.e164;
	throw refusal(context, itemIndex, explain(reading.reason, maskPhoneNumber(written)));
}

function explain(reason: (PhoneReading & { ok: false })['reason'], masked: string): Explanation {
	switch (reason) {
		case 'needsCountry':
			return {
				message: `Recipient Phone has no country code: ${masked}`,
				description:
					'Write the number with + and the country code, such as +1 415 555 2671, or choose Default Country under Options.',
			};
		case 'hasExtension':
			return {
				message: `Recipient Phone has an extension, which CallCow cannot dial: ${masked}`,
				description:
					'Give the number without the extension, and say in the Prompt whom to ask for.',
			};
		default:
			return {
				message: `Recipient Phone is not a number that any country has: ${masked}`,
				description:
					'Check the digits and the country code, and Default Country under Options if the number has none.',
			};
	}
}
