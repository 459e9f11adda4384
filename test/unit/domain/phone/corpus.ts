/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: tests read files */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isCountry, type Country } from '../../../../nodes/CallCow/domain/countries';

/** A number as somebody has written it, and what is right to do with it. */
export interface WrittenNumber {
	/** As n8n gets it: a text, or a number of a spreadsheet. */
	readonly written: string | number;
	readonly defaultCountry: Country | undefined;
	/** Numbers in E.164, or `refuse`. More than one where either does no harm. */
	readonly right: readonly string[];
	readonly kind: string;
}

/** Numbers as people have them, by what makes them hard to read; the last column says where such were met. */
export function corpus(): WrittenNumber[] {
	return readFileSync(path.join(__dirname, 'corpus.tsv'), 'utf8')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line) => {
			const [written = '', country = '', right = '', kind = ''] = line.split('\t');
			if (country !== '-' && !isCountry(country)) throw new Error(`No country: ${line}`);
			return {
				written: JSON.parse(written) as string | number,
				defaultCountry: isCountry(country) ? country : undefined,
				right: right.split('|'),
				kind,
			};
		});
}
