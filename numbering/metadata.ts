import type { MetadataJson } from 'libphonenumber-js/core';

/** What metadata of libphonenumber-js say of one country, or of a code that belongs to none. */
export interface Rules {
	readonly callingCode: string;
	/** What is dialled in front of a number abroad, as a pattern. */
	readonly exitCode: string;
	/** What is dialled in front of a number within the country. */
	readonly trunkPrefix: string;
	/** What else is recognized in front of a national number, and what it is turned into. */
	readonly prefixesWhenReading: string;
	/** How many digits a national number may have. */
	readonly lengths: readonly number[];
	/** Which national numbers there are, as patterns: all, and those of each kind (mobile, premium rate and so on). */
	readonly patterns: Readonly<Record<string, string>>;
}

export interface Numbering {
	/** Of libphonenumber-js. */
	readonly version: string;
	/** By ISO code, or `+` and the calling code. */
	readonly rules: Readonly<Record<string, Rules>>;
	/** A national number of each country for trying out. */
	readonly examples: Readonly<Record<string, string>>;
}

/** The kinds of numbers, in the order in which the metadata have them. */
const kinds = [
	'fixed line',
	'mobile',
	'toll free',
	'premium rate',
	'personal',
	'voicemail',
	'company-wide',
	'pager',
	'internet',
	'shared cost',
];

type Entry = readonly unknown[];

/**
 * Puts the metadata's positions into words. The library itself reads metadata of older versions of the same shape, which
 * is that of 1.7.35 and newer.
 */
export function readNumbering(
	version: string,
	metadata: MetadataJson,
	examples: Readonly<Record<string, string>>,
): Numbering {
	const { countries, nonGeographic } = metadata as unknown as {
		countries: Record<string, Entry>;
		nonGeographic?: Record<string, Entry>;
	};
	const rules = [
		...Object.entries(countries).map(([code, entry]) => [code, rulesOf(entry)] as const),
		...Object.entries(nonGeographic ?? {}).map(
			([code, entry]) => [`+${code}`, rulesOf(entry)] as const,
		),
	];
	return { version, rules: Object.fromEntries(rules), examples };
}

function rulesOf(entry: Entry): Rules {
	const [callingCode, exitCode, pattern, lengths, , trunkPrefix, , parsing, transform] = entry;
	const types = Array.isArray(entry[11]) ? (entry[11] as readonly unknown[]) : [];
	const ofKinds = kinds.map((kind, index) => [kind, patternOf(types[index])] as const);
	return {
		callingCode: textOf(callingCode),
		exitCode: textOf(exitCode),
		trunkPrefix: textOf(trunkPrefix),
		prefixesWhenReading: [textOf(parsing), textOf(transform)].filter(Boolean).join(' → '),
		lengths: Array.isArray(lengths) ? (lengths as number[]) : [],
		patterns: Object.fromEntries([['any', textOf(pattern)], ...ofKinds]) as Record<string, string>,
	};
}

/** A kind has its pattern, and lengths of its own where they differ. */
function patternOf(type: unknown): string {
	if (!Array.isArray(type)) return textOf(type);
	return type
		.filter(Boolean)
		.map((part) => (Array.isArray(part) ? part.join(', ') : String(part)))
		.join(' of ');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
