import { IANAZone } from 'luxon';
import type { Explanation } from './errors';
import { zonesByOtherName } from './timeZoneNames';

/** Area/City, also with a region between them: as IANA names time zones. */
const AREA_AND_CITY = /^[a-z]+(?:\/[a-z0-9_+-]+){1,2}$/i;

/** Those of ICU's own that IANA does not have. */
const NOT_IANA = /^systemv\//i;

/**
 * Whether a text is the IANA name of a time zone: `Europe/Berlin`, or `UTC`.
 *
 * Abbreviations are none, although JavaScript takes some of them: BST is Dhaka there, EST has no daylight
 * saving time, and each means several zones to people. Nor are offsets, which do not follow the clocks.
 */
export function isTimeZone(name: string): boolean {
	if (/^utc$/i.test(name)) return true;
	return AREA_AND_CITY.test(name) && !NOT_IANA.test(name) && IANAZone.isValidZone(name);
}

/** The time zones that a text which is none was probably meant for, the likeliest first. May be empty. */
export function probablyMeant(text: string): string[] {
	const name = text
		.replace(/^[\s"'`=]+|[\s"'`;]+$/g, '')
		.replace(/\s*\/\s*/g, '/')
		.replace(/\s+/g, ' ');
	if (/^(?:utc|gmt)?\s*[+-]?0{1,2}(?::?00)?$/i.test(name)) return ['UTC'];
	const withUnderscores = name.replace(/ /g, '_');
	if (isTimeZone(withUnderscores)) return [withUnderscores];
	return zonesByOtherName(name).slice(0, MOST_MEANT);
}

/** More would be no help. */
const MOST_MEANT = 3;

/** What is wrong with a parameter that has to be a time zone, as the rest of a sentence. */
export function explainTimeZone(text: string): string {
	const meant = listOf(probablyMeant(text));
	return `must be an IANA time zone name${meant === '' ? '' : `, probably ${meant}`}`;
}

/**
 * What the user reads when the time zone that n8n gives to the workflow is none.
 * @param because a sentence: what goes by it
 */
export function explainWorkflowTimeZone(name: string, because: string): Explanation {
	const meant = listOf(probablyMeant(name));
	return {
		message: `The time zone of the workflow is not an IANA time zone name: ${name || '(empty)'}`,
		description: [
			because,
			`Set 'Timezone' in the workflow settings to ${meant || 'a name such as Europe/Berlin'}. If it is set to Default there, it comes from n8n's environment variable GENERIC_TIMEZONE: correct that and restart n8n.`,
			/["'`]/.test(name) ? 'The quotation marks have become part of the name. Remove them.' : '',
		]
			.filter(Boolean)
			.join(' '),
	};
}

/** `a`, `a or b`, `a, b or c`. */
function listOf(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
