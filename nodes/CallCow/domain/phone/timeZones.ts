import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { TIME_ZONE_TABLE } from './timeZoneTable';

/**
 * The time zones that a number may be in, by IANA name; empty when none are known.
 *
 * A landline is where its area code says. A mobile number of most countries, and a toll-free one, may be
 * anywhere in the country or, in North America, in all countries that share the calling code.
 *
 * @param e164 a valid number
 * @see https://github.com/google/libphonenumber (resources/timezones)
 */
export function timeZonesOf(e164: string): readonly string[] {
	const number = parsePhoneNumberFromString(e164);
	if (number === undefined) return [];
	const digits = isBoundToPlace(number) ? e164.slice(1) : number.countryCallingCode;
	for (let length = digits.length; length > 0; length--) {
		const zones = zonesByPrefix().get(digits.slice(0, length));
		if (zones !== undefined) return zones;
	}
	return [];
}

/** Calling codes of countries whose mobile numbers have area codes, as libphonenumber counts them. */
const MOBILES_WITH_AREA: ReadonlySet<string> = new Set(['52', '54', '55', '62', '86']);

function isBoundToPlace(number: PhoneNumber): boolean {
	switch (number.getType()) {
		case 'FIXED_LINE':
		case 'FIXED_LINE_OR_MOBILE':
			return true;
		case 'MOBILE':
			return MOBILES_WITH_AREA.has(number.countryCallingCode);
		default:
			return false;
	}
}

let table: ReadonlyMap<string, readonly string[]> | undefined;

/** Read when a number is first asked for: most workflows never do. */
function zonesByPrefix(): ReadonlyMap<string, readonly string[]> {
	table ??= new Map(
		TIME_ZONE_TABLE.trim()
			.split('\n')
			.flatMap((line) => {
				const [zones = '', prefixes = ''] = line.split('=');
				const names = zones.split(',');
				return prefixes.split(' ').map((prefix) => [prefix, names] as const);
			}),
	);
	return table;
}
