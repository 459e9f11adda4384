import { compareNumbering, type Compared } from '../../../numbering/compare';
import type { Rules } from '../../../numbering/metadata';

const someRules: Rules = {
	callingCode: '49',
	exitCode: '00',
	trunkPrefix: '0',
	prefixesWhenReading: '',
	lengths: [10, 11],
	patterns: { any: '1\\d{9,10}', mobile: '15\\d{8}', pager: '' },
};

const compared = (
	rules: Readonly<Record<string, Rules>>,
	examples: Record<string, string> = {},
	valid: readonly string[] = [],
): Compared => ({
	numbering: { version: '1.0.0', rules, examples },
	isValid: (number, country) => valid.includes(`${country} ${number}`),
});

const changesOf = (change: Partial<Rules>) =>
	compareNumbering(compared({ DE: someRules }), compared({ DE: { ...someRules, ...change } }));

describe('compareNumbering', () => {
	it('finds nothing where nothing has changed', () => {
		expect(changesOf({})).toEqual([]);
	});

	it.each<[string, Partial<Rules>, string, string]>([
		['calling code', { callingCode: '50' }, '+49', '+50'],
		['exit code', { exitCode: '011' }, '00', '011'],
		['trunk prefix', { trunkPrefix: '' }, '0', ''],
		['prefixes for parsing', { prefixesWhenReading: '0(15)' }, '', '0(15)'],
		['lengths', { lengths: [11] }, '10, 11', '11'],
	])('tells of another %s', (what, change, before, after) => {
		expect(changesOf(change)).toEqual([{ country: 'DE', what, before, after }]);
	});

	it('names the kinds of numbers whose patterns are others, new or gone', () => {
		const patterns = { any: '1\\d{8,10}', mobile: '', pager: '16\\d{8}' };
		expect(changesOf({ patterns })).toEqual([
			{
				country: 'DE',
				what: 'valid numbers',
				before: 'gone: mobile',
				after: 'changed: any; new: pager',
			},
		]);
	});

	it('tells of countries that are new or gone, and of nothing else about them', () => {
		const before = compared({ DE: someRules }, { DE: '1' }, ['DE 1']);
		const after = compared({ XK: { ...someRules, callingCode: '383' } });
		expect(compareNumbering(before, after)).toEqual([
			{ country: 'DE', what: 'country', before: '+49', after: 'gone' },
			{ country: 'XK', what: 'country', before: '', after: 'new, +383' },
		]);
	});

	it('tells of examples of either side that are taken or refused now', () => {
		const rules = { DE: someRules, FR: someRules };
		const before = compared(rules, { DE: '15123456789', FR: '612345678' }, [
			'DE 15123456789',
			'FR 612345678',
		]);
		const after = compared(rules, { DE: '15999999999', FR: '612345678' }, [
			'DE 15999999999',
			'FR 612345678',
		]);
		expect(compareNumbering(before, after)).toEqual([
			{ country: 'DE', what: 'example 15123456789', before: 'taken', after: 'refused' },
			{ country: 'DE', what: 'example 15999999999', before: 'refused', after: 'taken' },
		]);
	});

	it('goes by country', () => {
		const other = { ...someRules, exitCode: '011', trunkPrefix: '1' };
		const changes = compareNumbering(
			compared({ FR: someRules, DE: someRules, '+800': someRules }),
			compared({ '+800': other, FR: other, DE: someRules }),
		);
		expect(changes.map(({ country }) => country)).toEqual(['+800', '+800', 'FR', 'FR']);
	});
});
