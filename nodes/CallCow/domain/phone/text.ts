/* What a text looks like that holds a number: before anything is known of countries. */

/** A text of nothing but digits and what people put between them. */
export function isNumber(text: string): boolean {
	return /^(?:\+[\s([./\p{Pd}]*|[\s([]*)\d[\d\s().[\]/·•_\p{Pd}−]*$/u.test(text);
}

/** The same text, without what people put before a plus: parentheses, or 00. */
export function withPlusInFront(text: string): string {
	return text.replace(/^[\s([]*(?:00)?[\s([]*\+/, '+');
}

/** In the words of several languages, or by a sign. */
const EXTENSION =
	/(?:[,;~#x]|\b(?:ext(?:n|ension)?|isub|int(?:erno)?|anexo|ramal|poste|apl|durchwahl|dw)|(?<!\p{L})доб)[\s.:;=,]*\d{1,6}$|\s-\s*\d{1,6}#$/iu;

/** Whether more digits are to be dialed once somebody has answered. */
export function hasExtension(text: string): boolean {
	return EXTENSION.test(text);
}

const BETWEEN_NUMBERS =
	/[/;|&,…\n]|\.{2,}|[\p{Pd}−](?=\s*\d{5,}$)|[([](?=\s*\d{1,5}\s*[)\]]$)|\s(?:or|and|oder|und|bzw\.?|ou|et|o|y|e|of|en|eller|och|og|lub|i|или|и|to|bis)\s/giu;

/** More would be no list of numbers that anybody has put into one field by mistake. */
const MOST_GAPS = 30;

/**
 * Whether somebody has put a number and another one, or how another one ends, into one field: `…56/57`. A
 * slash or a line break inside one number is fine, for what stands before it is none by itself.
 */
export function isFollowedByAnother(text: string, isOne: (part: string) => boolean): boolean {
	return [...text.matchAll(BETWEEN_NUMBERS)]
		.slice(0, MOST_GAPS)
		.some(
			({ index, 0: gap }) =>
				/\d/.test(text.slice(index + gap.length)) && isOne(text.slice(0, index).trim()),
		);
}

/** Whether a text that is no number is two of them, whatever stands between. */
export function isMadeOfTwo(text: string, isOne: (part: string) => boolean): boolean {
	const gaps = [...text.matchAll(/\D*(?=\+)|\D+/g)].slice(0, MOST_GAPS);
	return gaps.some(
		({ index, 0: gap }) => isOne(text.slice(0, index)) && isOne(text.slice(index + gap.length)),
	);
}

/** One way of reading what is written. */
export interface Version {
	readonly hasPlus: boolean;
	/** Because of the plus, or because it cannot be otherwise. */
	readonly hasCountryCode: boolean;
	readonly digits: string;
	/** The digits before the first gap. */
	readonly firstGroup: string;
}

/** Behind a country code, with or without the plus or the exit code before it. */
const BRACKETED_ZERO = /^(\+[^\d+]*(?:\d[^\d+]*){1,3}|[^\d+]*(?:\d[^\d+]*){1,7})[([]\s*0\s*[)\]]/;

/**
 * The ways of reading what is written. A zero in parentheses behind a country code is dialed in few
 * countries; and `.0` behind digits may be no group of them.
 */
export function versionsOf(text: string): Version[] {
	const hasBracketedZero = BRACKETED_ZERO.test(text);
	const texts = hasBracketedZero
		? [text.replace(BRACKETED_ZERO, '$1'), text]
		: [text.replace(/(\d{3})[.,]0{1,2}$/, '$1'), text];
	return [...new Set(texts)].map((version) => {
		const hasPlus = version.startsWith('+');
		const digits = version.replace(/\D/g, '');
		return {
			hasPlus,
			hasCountryCode: hasPlus || hasBracketedZero,
			digits: hasPlus ? digits.replace(/^00/, '') : digits,
			firstGroup: /\d+/.exec(version)?.[0] ?? '',
		};
	});
}
