/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import path from 'node:path';
import { compareNumbering, type Compared } from '../../../numbering/compare';
import { numberingIn } from '../../../numbering/installed';

let installed: Compared;

beforeAll(async () => {
	installed = await numberingIn(path.join(__dirname, '../../../node_modules'));
});

describe('numberingIn', () => {
	it('reads what the installed metadata say, of countries and of codes without one', () => {
		const { rules } = installed.numbering;
		expect(rules.AU).toMatchObject({ callingCode: '61', trunkPrefix: '0' });
		expect(rules.AU!.exitCode).toContain('0011');
		expect(rules.US).toMatchObject({ callingCode: '1', exitCode: '011', lengths: [10] });
		expect(rules.IT).toMatchObject({ callingCode: '39', trunkPrefix: '' });
		expect(rules['+800']).toMatchObject({ callingCode: '800', lengths: [8] });
		expect(
			new RegExp(`^(${rules.GB!.patterns.mobile!.split(' of ')[0]})$`).test('7400123456'),
		).toBe(true);
		expect(Object.keys(rules).length).toBeGreaterThan(245);
	});

	it('takes its own examples', () => {
		const refused = Object.entries(installed.numbering.examples).filter(
			([country, number]) => !installed.isValid(number, country),
		);
		expect(refused).toEqual([]);
	});

	it('is the same as itself', () => {
		expect(compareNumbering(installed, installed)).toEqual([]);
	});
});
