import type { Numbering, Rules } from './metadata';

/** One thing that new metadata say otherwise. */
export interface Change {
	/** ISO code, or `+` and a calling code. */
	readonly country: string;
	readonly what: string;
	readonly before: string;
	readonly after: string;
}

/** Tells whether a national number of a country is one that there is. */
export type IsValid = (nationalNumber: string, country: string) => boolean;

export interface Compared {
	readonly numbering: Numbering;
	readonly isValid: IsValid;
}

/** What changes for whoever is phoned, by country. Patterns are named, not shown: nobody reads them. */
export function compareNumbering(before: Compared, after: Compared): Change[] {
	const codes = new Set([
		...Object.keys(before.numbering.rules),
		...Object.keys(after.numbering.rules),
	]);
	return [...codes]
		.sort()
		.flatMap((country) => [
			...compareRules(country, before.numbering.rules[country], after.numbering.rules[country]),
			...compareExamples(country, before, after),
		]);
}

function compareRules(country: string, before?: Rules, after?: Rules): Change[] {
	if (before === undefined) {
		return [{ country, what: 'country', before: '', after: `new, +${after?.callingCode ?? ''}` }];
	}
	if (after === undefined) {
		return [{ country, what: 'country', before: `+${before.callingCode}`, after: 'gone' }];
	}
	const facts: Array<[what: string, of: (rules: Rules) => string]> = [
		['calling code', ({ callingCode }) => `+${callingCode}`],
		['exit code', ({ exitCode }) => exitCode],
		['trunk prefix', ({ trunkPrefix }) => trunkPrefix],
		['prefixes for parsing', ({ prefixesWhenReading }) => prefixesWhenReading],
		['lengths', ({ lengths }) => lengths.join(', ')],
	];
	const changes = facts
		.map(([what, of]) => ({ country, what, before: of(before), after: of(after) }))
		.filter((change) => change.before !== change.after);
	const patterns = comparePatterns(before.patterns, after.patterns);
	return patterns === undefined
		? changes
		: [...changes, { country, what: 'valid numbers', ...patterns }];
}

function comparePatterns(
	before: Rules['patterns'],
	after: Rules['patterns'],
): { before: string; after: string } | undefined {
	const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const of = (fits: (kind: string) => boolean) => kinds.filter(fits);
	const added = of((kind) => !before[kind] && Boolean(after[kind]));
	const removed = of((kind) => Boolean(before[kind]) && !after[kind]);
	const changed = of(
		(kind) => Boolean(before[kind]) && Boolean(after[kind]) && before[kind] !== after[kind],
	);
	const told = (word: string, names: string[]) =>
		names.length === 0 ? [] : [`${word}: ${names.join(', ')}`];
	const parts = [...told('changed', changed), ...told('new', added)];
	if (parts.length === 0 && removed.length === 0) return undefined;
	return { before: told('gone', removed).join(), after: parts.join('; ') };
}

/** Numbers that were right and are refused from now on, and the other way round. */
function compareExamples(country: string, before: Compared, after: Compared): Change[] {
	if (!before.numbering.rules[country] || !after.numbering.rules[country]) return [];
	const examples = new Set(
		[before.numbering.examples[country], after.numbering.examples[country]].filter(
			(number) => number !== undefined,
		),
	);
	return [...examples].flatMap((number) => {
		const was = validity(before.isValid(number, country));
		const is = validity(after.isValid(number, country));
		return was === is ? [] : [{ country, what: `example ${number}`, before: was, after: is }];
	});
}

const validity = (isValid: boolean): string => (isValid ? 'taken' : 'refused');
