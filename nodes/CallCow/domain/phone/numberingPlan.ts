import { Metadata, type NumberingPlan } from 'libphonenumber-js/core';
import {
	getCountryCallingCode,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/* What is known of the numbers of each country: libphonenumber's view of it, and what has changed since people wrote theirs down. */

/** The number with these digits, of which the first are a country code; undefined when no country has it. */
export function internationalNumber(digits: string): PhoneNumber | undefined {
	const number = parsePhoneNumberFromString(`+${withoutObsoletePrefix(digits)}`, {
		extract: false,
	});
	return isDialable(number) ? number : undefined;
}

/** What E.164 has room for, with the plus. libphonenumber takes some longer ones for valid. */
const LONGEST_E164 = '+123456789012345'.length;

function isDialable(number: PhoneNumber | undefined): number is PhoneNumber {
	return number !== undefined && number.isValid() && number.number.length <= LONGEST_E164;
}

/** A number of a country, and whether that is how the country writes it, or something is left out or outdated. */
export interface NationalNumber {
	readonly number: PhoneNumber;
	readonly isWrittenSo: boolean;
}

/** The number of a country with these digits; undefined when the country has no such number. */
export function nationalNumber(digits: string, country: CountryCode): NationalNumber | undefined {
	const callingCode = callingCodeOf(country);
	const number = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
	// libphonenumber takes exit codes away too.
	if (isDialable(number) && number.countryCallingCode === callingCode) {
		return { number, isWrittenSo: isWrittenSo(digits, number, country) };
	}
	const present = withoutObsoletePrefix(callingCode + digits);
	const changed = present === callingCode + digits ? undefined : internationalNumber(present);
	return changed && { number: changed, isWrittenSo: false };
}

/** 0 in most countries, 8, 1, 80 or 06 in others. */
const LONGEST_TRUNK_PREFIX = 2;

/** No landline is longer where it is written without a trunk prefix; what is may begin with a country code. */
const LONGEST_LANDLINE = 10;

/**
 * With the trunk prefix of the country, or without one where it has none. Of the mobile numbers that some
 * countries with a trunk prefix write without it, the form tells.
 */
function isWrittenSo(digits: string, number: PhoneNumber, country: CountryCode): boolean {
	const { nationalNumber: significant } = number;
	if (digits !== significant) {
		// What is longer names a company that carries the call, and may as well be a country code.
		const prefixLength = digits.length - significant.length;
		return prefixLength <= LONGEST_TRUNK_PREFIX && digits.endsWith(significant);
	}
	switch (number.getType()) {
		case 'MOBILE':
			return number.formatNational().replace(/\D/g, '') === digits;
		case 'FIXED_LINE':
		case 'FIXED_LINE_OR_MOBILE':
			return digits.length <= LONGEST_LANDLINE && !hasTrunkPrefix(country);
		default:
			// A mailbox or a service number with such digits is not what was meant.
			return false;
	}
}

/** North America's 1 is a part of its numbers as they are written, and is left out as often. */
function hasTrunkPrefix(country: CountryCode): boolean {
	const { nationalPrefix } = planOf(country);
	return nationalPrefix !== undefined && nationalPrefix !== callingCodeOf(country);
}

/** What libphonenumber knows of a country's numbers; its types leave the trunk prefix out. */
function planOf(country: CountryCode): { exitCode: string; nationalPrefix: string | undefined } {
	const plans = new Metadata(metadata);
	plans.selectNumberingPlan(country);
	const plan = plans.numberingPlan as NumberingPlan & { nationalPrefix(): string | undefined };
	return { exitCode: plan.IDDPrefix(), nationalPrefix: plan.nationalPrefix() || undefined };
}

export function callingCodeOf(country: CountryCode): string {
	return getCountryCallingCode(country);
}

/**
 * How many of the first digits can be the exit code of a country, the longest first. Some have several, for
 * the companies that carry the call: 001, 006, 007, … and 00 in Hong Kong.
 */
export function exitCodeLengths(digits: string, country: CountryCode): number[] {
	const exitCode = new RegExp(`^(?:${planOf(country).exitCode})$`);
	return [8, 7, 6, 5, 4, 3, 2, 1].filter((length) => exitCode.test(digits.slice(0, length)));
}

/** Why no country has a number, as far as its length says. */
export function lengthFault(
	digits: string,
	country?: CountryCode,
): 'tooShort' | 'tooLong' | 'unknownCountryCode' | undefined {
	const fault =
		country === undefined
			? validatePhoneNumberLength(`+${digits}`)
			: validatePhoneNumberLength(digits, country);
	switch (fault) {
		case 'TOO_SHORT':
			return 'tooShort';
		case 'TOO_LONG':
			return 'tooLong';
		case 'INVALID_COUNTRY':
			return 'unknownCountryCode';
		default:
			return undefined;
	}
}

/** Digits that were dialed in front of a number once, by calling code, and are not any more. */
const OBSOLETE_PREFIXES: Readonly<Record<string, RegExp>> = {
	// Mexico, until August 2019: 1 in front of mobile numbers from abroad, 01, 044 and 045 in the country.
	'52': /^52(?:1|01|04[45])(?=\d{10}$)/,
};

function withoutObsoletePrefix(digits: string): string {
	for (const [callingCode, prefix] of Object.entries(OBSOLETE_PREFIXES)) {
		if (prefix.test(digits)) return digits.replace(prefix, callingCode);
	}
	return digits;
}

/** A change after which older numbers lack digits, or have others. */
export interface PlanChange {
	readonly country: CountryCode;
	/** A whole sentence. */
	readonly change: string;
}

const CHANGES: ReadonlyArray<PlanChange & { old: RegExp }> = [
	{
		country: 'BR',
		old: /^55[1-9][1-9][6-9]\d{7}$/,
		change:
			'Since 2016, mobile numbers in Brazil have nine digits after the area code, starting with 9.',
	},
	{
		country: 'CI',
		old: /^225\d{8}$/,
		change:
			'Since January 2021, numbers in Côte d’Ivoire have ten digits: two digits for the operator come before the old eight.',
	},
	{
		country: 'BJ',
		old: /^229[24-9]\d{7}$/,
		change: 'Since November 2024, numbers in Benin have ten digits: 01 comes before the old eight.',
	},
	{
		country: 'CO',
		old: /^57[1-8]\d{7}$/,
		change:
			'Since September 2021, landline numbers in Colombia have ten digits: 60 comes before the old eight.',
	},
	{
		country: 'VN',
		old: /^841[2689]\d{8}$/,
		change:
			'Since 2018, mobile numbers in Vietnam have nine digits after +84, with new leading digits.',
	},
];

/**
 * What has happened to a number that no country has any more.
 * @param digits of which the first are a country code
 */
export function planChange(digits: string): PlanChange | undefined {
	return CHANGES.find(({ old }) => old.test(digits));
}
