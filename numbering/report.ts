import type { Change } from './compare';

/** The changes as Markdown, for a person who has to decide whether to take them. */
export function reportChanges(before: string, after: string, changes: readonly Change[]): string {
	const title = `### Numbering metadata: libphonenumber-js ${before} → ${after}`;
	if (before === after) return `${title}\n\nThe version is the same: nothing changes.\n`;
	if (changes.length === 0) return `${title}\n\nAll numbers are read as before.\n`;
	const countries = new Set(changes.map(({ country }) => country)).size;
	const rows = changes.map(
		({ country, what, ...change }) =>
			`| ${country} | ${what} | ${cell(change.before)} | ${cell(change.after)} |`,
	);
	return [
		title,
		'',
		`${changes.length} ${changes.length === 1 ? 'change' : 'changes'} in ${countries} ${countries === 1 ? 'country' : 'countries'}.`,
		'',
		'| country | what | before | after |',
		'| --- | --- | --- | --- |',
		...rows,
		'',
	].join('\n');
}

/** Patterns hold bars, which would end the cell. */
const cell = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);
