import { reportChanges } from '../../../numbering/report';

describe('reportChanges', () => {
	it('is a table in Markdown, in which a bar ends no cell', () => {
		const changes = [
			{ country: 'AU', what: 'exit code', before: '0011', after: '001[14]|0018' },
			{ country: 'AU', what: 'trunk prefix', before: '0', after: '' },
			{ country: 'BJ', what: 'lengths', before: '8, 10', after: '10' },
		];
		expect(reportChanges('1.12.0', '1.13.0', changes)).toBe(
			[
				'### Numbering metadata: libphonenumber-js 1.12.0 → 1.13.0',
				'',
				'3 changes in 2 countries.',
				'',
				'| country | what | before | after |',
				'| --- | --- | --- | --- |',
				'| AU | exit code | `0011` | `001[14]\\|0018` |',
				'| AU | trunk prefix | `0` |  |',
				'| BJ | lengths | `8, 10` | `10` |',
				'',
			].join('\n'),
		);
	});

	it('says when nothing is read otherwise', () => {
		expect(reportChanges('1.12.0', '1.12.1', [])).toContain('All numbers are read as before');
		expect(reportChanges('1.12.0', '1.12.0', [])).toContain('The version is the same');
	});
});
