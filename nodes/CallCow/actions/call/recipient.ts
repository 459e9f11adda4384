import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { Account } from '../../domain/account';
import { countryName, isCountry, type Country } from '../../domain/countries';
import type { Explanation } from '../../domain/errors';
import { ASK_FOR_NUMBER, NOT_THIS_NUMBER } from '../../domain/nextStep';
import { optionalText, requiredText } from '../../domain/parameters';
import type { DialableNumber } from '../../domain/phone/dialableNumber';
import { readPhoneNumber } from '../../domain/phone/readPhoneNumber';
import { explainPhoneFault } from '../../domain/phone/fault';
import { maskPhoneNumber } from '../../domain/phone/mask';
import { readParameter, refusal } from '../parameter';

const countrySchema = optionalText
	.transform((code) => code?.toUpperCase())
	.pipe(
		z
			.custom<Country>(
				(code) => typeof code === 'string' && isCountry(code),
				'must be a two-letter country code',
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
		'Enter the number to call, with + and the country code, or an expression that returns it for each item.',
		ASK_FOR_NUMBER,
	);
	const defaultCountry = readParameter(
		context,
		itemIndex,
		'options.defaultCountry',
		'Default Country',
		countrySchema,
		'Choose a country from the list, or enter its ISO code, such as US.',
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
		throw refusal(context, itemIndex, explainPhoneFault(reading, maskPhoneNumber(written)));
	}
	const forbidden = whyForbidden(reading, account.allowedCountries, allowPremium);
	if (forbidden !== undefined) throw refusal(context, itemIndex, forbidden);
	return reading.e164;
}

function whyForbidden(
	{ e164, country, costs }: DialableNumber,
	allowedCountries: Account['allowedCountries'],
	allowPremium: boolean,
): Explanation | undefined {
	const masked = maskPhoneNumber(e164);
	if (allowedCountries.size > 0 && (country === undefined || !allowedCountries.has(country))) {
		return {
			message: `The CallCow credential does not allow calls to ${nameOf(country)}: ${masked}`,
			description: `The owner of the credential can add the country to 'Allowed Countries'. It currently allows ${[...allowedCountries].sort().join(', ')}.`,
			next: NOT_THIS_NUMBER,
		};
	}
	if (costs === 'premium' && !allowPremium) {
		return {
			message: `'Recipient Phone' is a premium-rate or similar number: ${masked}`,
			description:
				"Calls to such numbers can be much more expensive. Check the number, or turn on 'Allow Premium Numbers' under Options.",
			next: NOT_THIS_NUMBER,
		};
	}
	return undefined;
}

function nameOf(country: Country | undefined): string {
	return country === undefined ? 'numbers that belong to no country' : countryName(country);
}
