import {
	parsePhoneNumberFromString,
	type CountryCode,
	type NumberType,
	type PhoneNumber,
} from 'libphonenumber-js/max';
import {
	callingCodeOf,
	exitCodeLengths,
	internationalNumber,
	lengthFault,
	nationalNumber,
	planChange,
} from './numberingPlan';
import type { PhoneReading } from './phoneReading';
import type { Version } from './text';

/** Reads the digits of one number. Without a plus, nothing is guessed: see `readPhoneNumber`. */
export function readDigits(version: Version, defaultCountry?: CountryCode): PhoneReading {
	const { digits, hasPlus } = version;
	if (hasPlus) return readInternational(digits);
	if (defaultCountry === undefined) {
		if (digits.startsWith('00')) return readInternational(digits.slice(2));
		return { ok: false, reason: isShort(digits) ? 'shortNumber' : 'needsCountry' };
	}
	const here = version.hasCountryCode ? undefined : nationalNumber(digits, defaultCountry);
	const isOwn = ({ countryCallingCode }: PhoneNumber) =>
		countryCallingCode === callingCodeOf(defaultCountry);

	const abroad = behindExitCode(version, defaultCountry);
	if (abroad.length > 0) return oneOf([...abroad, ...(here === undefined ? [] : [here.number])]);
	const international = digits.startsWith('0') ? undefined : internationalNumber(digits);
	if (here !== undefined) {
		if (international === undefined) {
			// Never +49 49…: somebody has left out the plus, and a digit too.
			const isDoubtful =
				!here.isWrittenSo &&
				digits.startsWith(callingCodeOf(defaultCountry)) &&
				here.number.getType() !== 'MOBILE';
			return isDoubtful ? { ok: false, reason: 'ownCountryCode' } : dialable(here.number);
		}
		if (here.isWrittenSo && !isOwn(international)) return dialable(here.number);
		return oneOf([here.number, international]);
	}
	if (international === undefined) return nobodyHas(digits, defaultCountry);
	const reading = dialable(international);
	return isOwn(international) ? reading : { ok: false, reason: 'needsPlus', reading };
}

function readInternational(digits: string): PhoneReading {
	const number = internationalNumber(digits);
	return number === undefined ? nobodyHas(digits) : dialable(number);
}

/**
 * What is dialed behind the exit codes that the digits may begin with. Several, where a country has several
 * exit codes: 00 65 6… is another number than 006 56… Then a gap may say which is meant.
 */
function behindExitCode(
	{ digits, firstGroup }: Version,
	defaultCountry: CountryCode,
): PhoneNumber[] {
	const own = exitCodeLengths(digits, defaultCountry);
	const lengths = digits.startsWith('00') && !own.includes(2) ? [...own, 2] : own;
	const found = lengths
		.map((length) => ({ length, number: internationalNumber(digits.slice(length)) }))
		.filter(
			(split): split is { length: number; number: PhoneNumber } => split.number !== undefined,
		);
	const behindGap = found.filter(({ length }) => firstGroup.length === length);
	const beforeGap = found.filter(
		({ length, number }) => firstGroup.length === length + number.countryCallingCode.length,
	);
	const believed = [behindGap, beforeGap, found].find((splits) => splits.length > 0);
	return (believed ?? []).map(({ number }) => number);
}

function oneOf(numbers: readonly PhoneNumber[]): PhoneReading {
	const [first, ...others] = new Map(
		numbers.map((number) => [number.number, dialable(number)]),
	).values();
	if (others.length === 0) return first!;
	return { ok: false, reason: 'ambiguous', readings: [first!, ...others] };
}

/** Emergency numbers in many countries, as somebody may write them who puts a country code in front. */
const BEHIND_COUNTRY_CODE = /^\d{1,3}(?:000|11[0-9]|911|99[789])$/;

/** Whether it is one of the numbers that reach whoever is responsible where the caller is. */
function isShort(digits: string): boolean {
	return digits.length <= 3 || BEHIND_COUNTRY_CODE.test(digits);
}

/** @param country of which the digits were meant to be a number; without one they begin with a country code */
function nobodyHas(digits: string, country?: CountryCode): PhoneReading {
	if (isShort(digits)) return { ok: false, reason: 'shortNumber' };
	const change =
		planChange(digits) ??
		(country && planChange(callingCodeOf(country) + digits.replace(/^0/, '')));
	if (change !== undefined) return { ok: false, reason: 'outdated', ...change };
	return { ok: false, reason: lengthFault(digits, country) ?? 'noSuchNumber' };
}

function dialable(number: PhoneNumber): PhoneReading & { ok: true } {
	// Where countries share a calling code, the default country would decide: the number alone has to.
	const country = parsePhoneNumberFromString(number.number)?.country;
	return { ok: true, e164: number.number, country, costs: costsOf(number) };
}

/** Types of numbers at which the caller pays for more than the call, or much more for it. */
const PREMIUM_TYPES: ReadonlySet<string | undefined> = new Set<NumberType>([
	'PREMIUM_RATE',
	'SHARED_COST',
	'PERSONAL_NUMBER',
	'PAGER',
]);

/** Calling codes of no country whose calls are dear: satellite networks, and premium rate worldwide. */
const PREMIUM_CALLING_CODES: ReadonlySet<string> = new Set([
	'808',
	'870',
	'878',
	'881',
	'882',
	'883',
	'979',
]);

function costsOf(number: PhoneNumber): 'usual' | 'premium' {
	const isPremium =
		PREMIUM_TYPES.has(number.getType()) || PREMIUM_CALLING_CODES.has(number.countryCallingCode);
	return isPremium ? 'premium' : 'usual';
}
