import {
	parsePhoneNumberFromString,
	type CountryCode,
	type NumberType,
	type PhoneNumber,
} from 'libphonenumber-js/max';

export type PhoneReading =
	| { ok: true; e164: string; country?: CountryCode; costs: 'usual' | 'premium' }
	| { ok: false; reason: 'empty' | 'needsCountry' | 'hasExtension' | 'noSuchNumber' };

/** A plus and digits as full-width and Arabic keyboards write them: everything that libphonenumber reads as digits. */
const NOT_ASCII = /[＋\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Marks that show nothing, or keep a number from being shown backwards; address books copy them along.
 * What turns the direction around (U+202E) is not among them: it shows another number than is phoned.
 */
const MARKS_AROUND = /^[\s\u200e\u200f\u202a\u202d\u2066\u2068]+|[\s\u200e\u200f\u202c\u2069]+$/g;

/**
 * Reads a number in any usual way of writing it and gives it in E.164 (`+14155552671`), or says why
 * it is none. Never guesses a country: without `+`, `00` or a default country it refuses.
 *
 * "00" in front means the same as "+", as in most of the world. Extensions are refused, because
 * E.164 has no room for them and the call would reach somebody else.
 */
export function readPhoneNumber(text: string, defaultCountry?: CountryCode): PhoneReading {
	const written = text.replace(MARKS_AROUND, '').replace(NOT_ASCII, inAscii);
	if (written === '') return { ok: false, reason: 'empty' };
	const international = written.replace(/^tel:/i, '').replace(/^\(?00(?=[\s\d().-])/, '+');
	const number = parsePhoneNumberFromString(international, { defaultCountry, extract: false });
	if (number === undefined) {
		const lacksCountry = defaultCountry === undefined && !international.includes('+');
		return {
			ok: false,
			reason: lacksCountry && /\d/.test(written) ? 'needsCountry' : 'noSuchNumber',
		};
	}
	if (number.ext !== undefined) return { ok: false, reason: 'hasExtension' };
	if (!number.isValid()) return { ok: false, reason: 'noSuchNumber' };
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

/**
 * libphonenumber drops a full-width plus, and would read the rest as a number of the default country: of
 * somebody else. The last four bits of each of these digits are its value.
 */
function inAscii(character: string): string {
	return character === '＋' ? '+' : String(character.charCodeAt(0) & 0xf);
}

/**
 * A number that can be shown: enough to recognise the row, too little to phone anybody.
 * `+14155552671` becomes `+1415***2671`; what is shorter keeps less, what is no number keeps nothing.
 */
export function maskPhoneNumber(text: string): string {
	const plus = /^\s*\+/.test(text) ? '+' : '';
	const characters = Array.from(plus + text.replace(/\P{Nd}/gu, ''));
	const shown = (first: number, last: number) =>
		`${characters.slice(0, first).join('')}***${characters.slice(-last).join('')}`;
	if (characters.length >= 11) return shown(5, 4);
	if (characters.length >= 7) return shown(3, 2);
	return '***';
}
