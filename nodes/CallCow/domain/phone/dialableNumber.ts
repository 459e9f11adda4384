import type { CountryCode } from 'libphonenumber-js/max';

/** A number as it can be dialed from everywhere. */
export interface DialableNumber {
	readonly e164: string;
	/** Undefined for numbers that belong to no country, such as those of satellite phones. */
	readonly country?: CountryCode;
	readonly costs: 'usual' | 'premium';
}
