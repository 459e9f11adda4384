import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

export type PhoneReading =
	| { ok: true; e164: string }
	| { ok: false; reason: 'empty' | 'needsCountry' | 'hasExtension' | 'noSuchNumber' };

/**
 * Reads a number in any usual way of writing it and gives it in E.164 (`+14155552671`), or says why
 * it is none. Never guesses a country: without `+`, `00` or a default country it refuses.
 *
 * "00" in front means the same as "+", as in most of the world. Extensions are refused, because
 * E.164 has no room for them and the call would reach somebody else.
 */
export function readPhoneNumber(text: string, defaultCountry?: CountryCode): PhoneReading {
	const written = text.trim();
	if (written === '') return { ok: false, reason: 'empty' };
	const international = written.replace(/^tel:/i, '').replace(/^\(?00(?=[\s\d().-])/, '+');
	const number = parsePhoneNumberFromString(international, { defaultCountry, extract: false });
	if (number === undefined) {
		const lacksCountry = defaultCountry === undefined && !/[+＋]/.test(international);
		return {
			ok: false,
			reason: lacksCountry && /\d/.test(written) ? 'needsCountry' : 'noSuchNumber',
		};
	}
	if (number.ext !== undefined) return { ok: false, reason: 'hasExtension' };
	return number.isValid()
		? { ok: true, e164: number.number }
		: { ok: false, reason: 'noSuchNumber' };
}

/**
 * A number that can be shown: enough to recognise the row, too little to phone anybody.
 * `+14155552671` becomes `+1415***2671`; what is shorter keeps less, what is no number keeps nothing.
 */
export function maskPhoneNumber(text: string): string {
	const characters = text.replace(/[^\p{Nd}+]/gu, '');
	if (characters.length >= 11) return `${characters.slice(0, 5)}***${characters.slice(-4)}`;
	if (characters.length >= 7) return `${characters.slice(0, 3)}***${characters.slice(-2)}`;
	return '***';
}
