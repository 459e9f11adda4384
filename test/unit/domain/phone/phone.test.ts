import fc from 'fast-check';
import { getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import {
	COUNTRY_OPTIONS,
	countryName,
	isCountry,
} from '../../../../nodes/CallCow/domain/countries';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';
import { maskPhoneNumber } from '../../../../nodes/CallCow/domain/phone/mask';

describe('readPhoneNumber', () => {
	it.each([
		['+1 (415) 555-2671', undefined, '+14155552671'],
		['0044 20 7946 0958', undefined, '+442079460958'],
		['(415) 555-2671', 'US', '+14155552671'],
		['4155552671', 'US', '+14155552671'],
		['1-415-555-2671', 'US', '+14155552671'],
		['011 44 20 7946 0958', 'US', '+442079460958'],
		['0044 20 7946 0958', 'US', '+442079460958'],
		['+44 (0)20 7946 0958', undefined, '+442079460958'],
		['020 7946 0958', 'GB', '+442079460958'],
		['  +49 30 901820 ', undefined, '+4930901820'],
		['+1.415.555.2671', undefined, '+14155552671'],
		['tel:+1-415-555-2671', undefined, '+14155552671'],
		['+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨', undefined, '+442079460958'],
		['+39 06 698 12345', undefined, '+390669812345'],
	] as const)('reads %j with default country %s as %s', (text, country, e164) => {
		expect(readPhoneNumber(text, country)).toMatchObject({ ok: true, e164 });
	});

	it.each([
		['', undefined, 'empty'],
		['   ', undefined, 'empty'],
		['""', undefined, 'empty'],
		['(415) 555-2671', undefined, 'needsCountry'],
		['4155552671', undefined, 'needsCountry'],
		['+999 123 456 789', undefined, 'unknownCountryCode'],
		['+0151 23456789', undefined, 'unknownCountryCode'],
		['+1 415 555 267', undefined, 'tooShort'],
		['415 555 267', 'US', 'tooShort'],
		['+1 415 555 26711', undefined, 'tooLong'],
		['+1 999 555 2671', undefined, 'noSuchNumber'],
		['not a number', 'US', 'noNumber'],
		['call me at +14155552671 please', undefined, 'noNumber'],
		['+1 415 555 2671 ext. 12', undefined, 'hasExtension'],
		['(415) 555-2671 x12', 'US', 'hasExtension'],
		['+49 30 901820 Durchwahl 12', undefined, 'hasExtension'],
		['+49 30 123456/57', undefined, 'twoNumbers'],
		['4155552671 4155552672', 'US', 'twoNumbers'],
		['4.91512E+12', 'DE', 'scientific'],
		['4915123456.5', 'DE', 'decimal'],
		['120363025246125486@g.us', undefined, 'noPhoneAddress'],
		['491512345678', 'DE', 'ownCountryCode'],
	] as const)('refuses %j with default country %s: %s', (text, country, reason) => {
		expect(readPhoneNumber(text, country)).toEqual({ ok: false, reason });
	});

	it('shows both readings of a number that may be either', () => {
		expect(readPhoneNumber('33612345678', 'DE')).toMatchObject({
			ok: false,
			reason: 'ambiguous',
			readings: [
				{ e164: '+4933612345678', country: 'DE' },
				{ e164: '+33612345678', country: 'FR' },
			],
		});
	});

	it('says of whom the number is that lacks its plus', () => {
		expect(readPhoneNumber('447400123456', 'US')).toMatchObject({
			ok: false,
			reason: 'needsPlus',
			reading: { e164: '+447400123456', country: 'GB' },
		});
	});

	it.each([
		['553498313925', 'BR', 'BR'],
		['(34) 9831-3925', 'BR', 'BR'],
		['+225 07 12 34 56', undefined, 'CI'],
		['+229 97 12 34 56', undefined, 'BJ'],
		['+57 1 234 5678', undefined, 'CO'],
		['+84 168 123 4567', undefined, 'VN'],
	] as const)('knows what has changed since %j was written down', (text, country, changed) => {
		expect(readPhoneNumber(text, country)).toMatchObject({
			ok: false,
			reason: 'outdated',
			country: changed,
		});
	});

	it.each([
		['+1 900 555 1234', 'premium'],
		['+44 909 879 0000', 'premium'],
		['+44 70 1234 5678', 'premium'],
		['+49 900 1 234567', 'premium'],
		['+33 897 123 456', 'premium'],
		['+881 6 1234 5678', 'premium'],
		['+979 1 2345 6789', 'premium'],
		['+1 800 555 1234', 'usual'],
		['+44 20 7946 0958', 'usual'],
		['+49 151 23456789', 'usual'],
	] as const)('knows what a call to %j costs: %s', (text, costs) => {
		expect(readPhoneNumber(text)).toMatchObject({ ok: true, costs });
	});

	it.each([
		['+1 415 555 2671', 'US'],
		['+1 416 555 2671', 'CA'],
		['+1 876 555 2671', 'JM'],
		['+7 701 234 5678', 'KZ'],
		['+44 1534 456 789', 'JE'],
		['+881 6 1234 5678', undefined],
	] as const)('knows the country of %j: %s', (text, country) => {
		const reading = readPhoneNumber(text);
		expect(reading.ok && reading.country).toBe(country);
	});

	const everyCountry = fc.constantFrom(...COUNTRY_OPTIONS.map(({ value }) => value));

	it('finds the same number in every way of writing it, for every country', () => {
		fc.assert(
			fc.property(everyCountry, (country) => {
				const number = getExampleNumber(country, examples);
				fc.pre(number !== undefined);
				const expected = { ok: true, e164: number!.number };
				expect(readPhoneNumber(number!.number)).toMatchObject(expected);
				expect(readPhoneNumber(number!.formatInternational())).toMatchObject(expected);
				expect(readPhoneNumber(number!.number.replace('+', '00'))).toMatchObject(expected);
				expect(readPhoneNumber(number!.formatNational(), country)).toMatchObject(expected);
			}),
			{ numRuns: 500 },
		);
	});

	it('gives either a reason or a number that it reads again as the same, whatever the text', () => {
		const texts = fc.oneof(
			fc.string(),
			fc.string({ unit: fc.constantFrom(...'+0123456789()-. ext'.split('')), maxLength: 24 }),
		);
		fc.assert(
			fc.property(texts, fc.option(everyCountry, { nil: undefined }), (text, country) => {
				const reading = readPhoneNumber(text, country);
				if (reading.ok) {
					expect(reading.e164).toMatch(/^\+[1-9]\d{5,14}$/);
					expect(readPhoneNumber(reading.e164)).toEqual(reading);
				} else {
					expect(reading.reason).toBeTruthy();
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('maskPhoneNumber', () => {
	it.each([
		['+14155552671', '+1415***2671'],
		['(415) 555-2671', '415***71'],
		['+44 20 7946 0958', '+4420***0958'],
		['112', '***'],
		['Sarah', '***'],
	])('shows %j as %s', (text, masked) => {
		expect(maskPhoneNumber(text)).toBe(masked);
	});

	it('never shows more than eight digits, nor all of them', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'+0123456789'.split('')) }), (text) => {
				const shown = maskPhoneNumber(text).replace(/\D/g, '').length;
				expect(shown).toBeLessThanOrEqual(9);
				expect(shown === 0 || shown < text.replace(/\D/g, '').length).toBe(true);
			}),
		);
	});
});

describe('COUNTRY_OPTIONS', () => {
	it('knows no other countries than libphonenumber does, and all of them', () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const { getCountries, getCountryCallingCode } = require('libphonenumber-js/max');
		const known: string[] = getCountries();
		expect(COUNTRY_OPTIONS.map(({ value }) => value).sort()).toEqual([...known].sort());
		for (const { value, name } of COUNTRY_OPTIONS) {
			expect(name).toBe(`${countryName(value)} (+${getCountryCallingCode(value)})`);
		}
	});

	it('names countries as people do', () => {
		expect(COUNTRY_OPTIONS).toContainEqual({ name: 'United States (+1)', value: 'US' });
		expect(countryName('CI')).toBe('Côte d’Ivoire');
	});

	it('is sorted by name, as the list in the form is', () => {
		const names = COUNTRY_OPTIONS.map(({ value }) => countryName(value));
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it('tells a country code from another word', () => {
		expect(isCountry('US')).toBe(true);
		expect(isCountry('XX')).toBe(false);
		expect(isCountry('constructor')).toBe(false);
	});
});
