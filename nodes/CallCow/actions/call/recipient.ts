import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { Account } from '../../domain/account';
import { countryName, isCountry, type Country } from '../../domain/countries';
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

const onOrOff = 'must be true or false';
const booleanSchema = z
	.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
		errorMap: () => ({ message: onOrOff }),
	})
	.default(false);

/**
 * The number of the person to phone, in E.164.
 * @throws NodeOperationError when no country has such a number, or it must not be phoned: because it
 *   costs more than a call should, or the account may not phone its country; the number is masked
 */
export function readRecipientPhone(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): string {
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
	const allowPremium = readParameter(
		context,
		itemIndex,
		'options.allowPremiumNumbers',
		'Allow Premium Numbers',
		booleanSchema,
		'Turn it on or off, or remove the option.',
	);
	const reading = readPhoneNumber(written, defaultCountry);
	if (!reading.ok) {
		throw refusal(context, itemIndex, explain(reading.reason, maskPhoneNumber(written)));
	}
	const forbidden = whyForbidden(reading, account.allowedCountries, allowPremium);
	if (forbidden !== undefined) throw refusal(context, itemIndex, forbidden);
	return reading.e164;
}

function whyForbidden(
	{ e164, country, costs }: PhoneReading & { ok: true },
	allowedCountries: Account['allowedCountries'],
	allowPremium: boolean,
): Explanation | undefined {
	const masked = maskPhoneNumber(e164);
	if (allowedCountries.size > 0 && (country === undefined || !allowedCountries.has(country))) {
		return {
			message: `The CallCow credential does not allow calls to ${nameOf(country)}: ${masked}`,
			description: `Whoever owns the credential can add the country to its Allowed Countries. At present it allows ${[...allowedCountries].sort().join(', ')}.`,
		};
	}
	if (costs === 'premium' && !allowPremium) {
		return {
			message: `Recipient Phone is a premium-rate number or a similar one: ${masked}`,
			description:
				'Calls to such numbers can cost many times as much. Check the number, or turn on Allow Premium Numbers under Options.',
		};
	}
	return undefined;
}

function nameOf(country: Country | undefined): string {
	return country === undefined ? 'numbers that belong to no country' : countryName(country);
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
