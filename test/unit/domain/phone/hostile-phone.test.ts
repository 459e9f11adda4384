import fc from 'fast-check';
import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { conceal } from '../../../../nodes/CallCow/domain/conceal';
import { COUNTRY_OPTIONS, type Country } from '../../../../nodes/CallCow/domain/countries';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';
import { maskPhoneNumber } from '../../../../nodes/CallCow/domain/phone/mask';

const SARAH = '+14155552671';

describe('readPhoneNumber with what is hard to read', () => {
	it.each([
		['Arabic-Indic digits', '+١٤١٥٥٥٥٢٦٧١', undefined],
		['Persian digits after 00', '۰۰۱ ۴۱۵ ۵۵۵ ۲۶۷۱', undefined],
		['full-width digits', '+１４１５５５５２６７１', undefined],
		['a full-width plus', '＋１ ４１５ ５５５ ２６７１', undefined],
		['a full-width 00', '００１４１５５５５２６７１', 'JP'],
		['scripts in a mixture', '+1٤١٥５５５2671', undefined],
		['no-break spaces', '+1\u00a0415\u00a0555\u00a02671', undefined],
		['a zero-width space', '+1\u200b4155552671', undefined],
		['a byte order mark', '\ufeff+14155552671', undefined],
		['soft hyphens', '+1 415\u00ad555\u00ad2671', undefined],
		['hyphens of all lengths', '+1\u2010415\u2011555\u20132671', undefined],
		['a right-to-left mark in front', '\u200f+14155552671', undefined],
		['the marks of an address book', '\u202d+1 (415) 555-2671\u202c', undefined],
		['a mark in the middle', '+1415\u200f5552671', undefined],
		['a line separator', '+1\u20284155552671', undefined],
		['a line break in the middle', '+1415\n5552671', undefined],
		['a tel URI', 'TEL:+1-415-555-2671', undefined],
		['the scheme of another program', 'callto:+14155552671', undefined],
		['a tel URI with its context', 'tel:5552671;phone-context=+1415', undefined],
		['hundreds of hyphens', `+1${'-'.repeat(200)}4155552671`, undefined],
	] as const)('reads %s', (_, text, country) => {
		expect(readPhoneNumber(text, country)).toMatchObject({ ok: true, e164: SARAH });
	});

	it('reads a full-width plus as a plus, and not as nothing before a number of the default country', () => {
		for (const text of ['+47 22 12 34 56', '＋47 22 12 34 56', '＋４７２２１２３４５６']) {
			expect(readPhoneNumber(text, 'US')).toMatchObject({ ok: true, e164: '+4722123456' });
		}
	});

	it.each([
		['digits that libphonenumber does not know', '+१४१५५५५२६७१', undefined],
		['digits in circles', '+①④①⑤⑤⑤⑤②⑥⑦①', undefined],
		['bold digits', '𝟒𝟏𝟓𝟓𝟓𝟓𝟐𝟔𝟕𝟏', 'US'],
		['letters', '1-800-FLOWERS', 'US'],
		['letters after a plus', '+1-800-FLOWERS', undefined],
		['letters among digits', '+1 415 555-CALL', undefined],
		['a mark that turns the number around', '\u202e+14155552671', undefined, 'turnedAround'],
		['NUL in front', '\u0000+14155552671', undefined],
		['NUL in the middle', '+1415\u00005552671', undefined],
		['a header', '+14155552671\r\nX-Header: 1', undefined, 'twoNumbers'],
		['a lone surrogate', '+1415\ud8005552671', undefined],
		['a SIP address', 'sip:+14155552671@example.com', undefined],
		['another scheme', 'geo:+14155552671', undefined],
		['a pause', '+14155552671p12', undefined],
		['a wait', '+14155552671w12', undefined],
		['a code before an international number', '*31#+14155552671', undefined],
		['a code before a national number', '#31#4155552671', 'US'],
		['a code in the middle', '+1*674155552671', undefined],
		['a service code', '*69', 'US'],
		['two numbers', '+14155552671+442079460958', undefined, 'twoNumbers'],
		['two numbers with a slash', '+1 415 555 2671 / +1 415 555 2672', undefined, 'twoNumbers'],
		['two numbers with a word', '4155552671 or 4155552672', 'US', 'twoNumbers'],
		['two plus signs', '++14155552671', undefined],
		['an expression that was not evaluated', '{{ $json.phone }}+14155552671', undefined],
		['markup', '<b>+14155552671</b>', undefined],
		['scientific notation', '4.155552671e9', 'US', 'scientific'],
		['hexadecimal notation', '0x14155552671', 'US'],
		['Infinity', 'Infinity', 'US'],
		['a hundred thousand digits', '9'.repeat(100_000), 'US', 'tooLong'],
		['a megabyte of text', 'x'.repeat(1_000_000), 'US', 'tooLong'],
	] as ReadonlyArray<[string, string, Country | undefined, string?]>)(
		'refuses %s',
		(_, text, country, reason = 'noNumber') => {
			expect(readPhoneNumber(text, country)).toEqual({ ok: false, reason });
		},
	);

	it.each(['ext. 12', 'x12', '#12', ',12', ',,12', ';12', ';ext=12', 'доб. 12'])(
		'refuses the extension %j',
		(extension) => {
			expect(readPhoneNumber(`${SARAH} ${extension}`.replace(' ;', ';'))).toEqual({
				ok: false,
				reason: 'hasExtension',
			});
		},
	);

	it('refuses emergency numbers and short codes in every country, with and without its code', () => {
		const read: string[] = [];
		for (const { value: country } of COUNTRY_OPTIONS) {
			const callingCode = getCountryCallingCode(country);
			for (const code of ['112', '911', '999', '110', '000', '118', '119', '611', '988']) {
				for (const text of [code, `+${code}`, `+${callingCode}${code}`]) {
					if (readPhoneNumber(text, country).ok) read.push(`${country} ${text}`);
				}
				if (readPhoneNumber(code).ok) read.push(code);
			}
		}
		expect(read).toEqual([]);
	});

	const countries = fc.option(fc.constantFrom(...COUNTRY_OPTIONS.map(({ value }) => value)), {
		nil: undefined,
	});
	const characters = Array.from('+＋0123456789٠١٢٣۴۵۶７８９()-./~*#,;pwx \u00a0\u200b\u200f\u202e');
	const texts = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom(...characters), maxLength: 24 }),
		// Close to a number: one with something put somewhere into it.
		fc
			.tuple(
				fc.constantFrom(SARAH, '+442079460958', '004930901820', '4155552671'),
				fc.nat(12),
				fc.string({ unit: fc.oneof(fc.constantFrom(...characters), fc.string()), maxLength: 3 }),
			)
			.map(([number, at, put]) => number.slice(0, at) + put + number.slice(at)),
	);

	it('refuses, or gives a number that libphonenumber itself reads as the same', () => {
		let read = 0;
		fc.assert(
			fc.property(texts, countries, (text, country) => {
				const reading = readPhoneNumber(text, country);
				if (!reading.ok) return;
				read++;
				expect(reading.e164).toMatch(/^\+[1-9]\d{5,14}$/);
				const parsed = parsePhoneNumberFromString(reading.e164);
				expect([parsed?.number, parsed?.isValid(), parsed?.ext]).toEqual([
					reading.e164,
					true,
					undefined,
				]);
			}),
			{ numRuns: 5_000 },
		);
		expect(read).toBeGreaterThan(100);
	});

	it('never changes the digits of what is written with a plus', () => {
		fc.assert(
			fc.property(texts, countries, (text, country) => {
				const reading = readPhoneNumber(`＋${text}`, country);
				expect(reading).toEqual(readPhoneNumber(`+${text}`, country));
				expect(reading).toEqual(readPhoneNumber(`+${text}`));
			}),
			{ numRuns: 3_000 },
		);
	});
});

describe('maskPhoneNumber with what is hard to read', () => {
	it('never shows more than the first five and the last four characters, of any script', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+\p{Nd} ]*$/u)),
				(text) => {
					const masked = maskPhoneNumber(text);
					expect(masked).toMatch(/^[\p{Nd}+]{0,5}\*{3}[\p{Nd}+]{0,4}$/u);
					const all = Array.from(text.replace(/[^\p{Nd}+]/gu, '')).length;
					const shown = Array.from(masked.replace('***', '')).length;
					expect(shown === 0 || shown < all).toBe(true);
				},
			),
			{ numRuns: 3_000 },
		);
	});
});

describe('conceal with what is hard to read', () => {
	it.each([
		'+14155552671',
		'+1 (415) 555-2671',
		'＋１４１５５５５２６７１',
		'٠٠١٤١٥٥٥٥٢٦٧١',
		'+1‑415‑555‑2671',
		'+1\u00a0415\u200b555\u00a02671',
	])('masks the number in %j', (number) => {
		const shown = conceal({ error: `No route to ${number}.` }, []) as { error: string };
		expect(shown.error).toMatch(/^No route to [\p{Nd}+＋]{3,5}\*\*\*[\p{Nd}]{2,4}\.$/u);
	});

	it('leaves out what is nested too deeply, and keeps the rest', () => {
		const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
		const shown = conceal({ error: 'Call +14155552671', details: [deep] }, []);
		expect(JSON.stringify(shown)).toBe(
			`{"error":"Call +1415***2671","details":${'['.repeat(19)}null${']'.repeat(19)}}`,
		);
	});

	it('keeps every key, those of prototypes too', () => {
		const text = '{"__proto__":{"a":["ck_live_x"]},"constructor":1,"b":null,"c":true}';
		expect(JSON.stringify(conceal(JSON.parse(text), ['ck_live_x']))).toBe(
			text.replace('ck_live_x', '***'),
		);
	});
});
