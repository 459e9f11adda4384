import fc from 'fast-check';
import { getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { COUNTRY_OPTIONS, type Country } from '../../../../nodes/CallCow/domain/countries';
import { exitCodeLengths } from '../../../../nodes/CallCow/domain/phone/numberingPlan';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';

const COUNTRIES: readonly Country[] = COUNTRY_OPTIONS.map(({ value }) => value);
const exampleOf = (country: Country) => getExampleNumber(country, examples)!;

/** What may stand around a number and says nothing. */
const AROUND: ReadonlyArray<(text: string) => string> = [
	(text) => text,
	(text) => `'${text}`,
	(text) => `"${text}"`,
	(text) => `="${text}"`,
	(text) => `“${text}”`,
	(text) => `tel:${text}`,
	(text) => `whatsapp:${text}`,
	(text) => `Mobile: ${text}`,
	(text) => `  ${text}\t`,
	(text) => `\u200e${text}\u200b`,
	(text) => `\u202a${text}\u202c`,
	(text) => `${text}.`,
];

/** What may stand between its digits. */
const WITHIN: ReadonlyArray<(text: string) => string> = [
	(text) => text,
	(text) => text.replace(/(?<=\d)[ -]+(?=\d)/g, ''),
	(text) => text.replaceAll(' ', '-'),
	(text) => text.replaceAll(' ', '.'),
	(text) => text.replaceAll(' ', '/'),
	(text) => text.replaceAll(' ', '\u00a0'),
	(text) => text.replaceAll(' ', '\t'),
	(text) => text.replaceAll(' ', '\n'),
	(text) => text.replaceAll(' ', '  '),
	(text) => text.replace(/(?<=\d)(?=\d)/g, '\u2060'),
	(text) => text.replace(/(?<=\d)(?=\d)/g, '\ufe0f'),
	(text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
];

/** How the country code may stand in front. */
const IN_FRONT: ReadonlyArray<(text: string) => string> = [
	(text) => text,
	(text) => text.replace(/^\+(\d+)/, '(+$1)'),
	(text) => text.replace(/^\+(\d+)/, '+($1)'),
	(text) => text.replace(/^\+/, '+ '),
	(text) => text.replace(/^\+(\d+)/, '+$1 (0)'),
];

/** Where 00 is no exit code, or not the only one. */
const HAVE_OTHER_EXIT_CODES = [
	'US',
	'AU',
	'BR',
	'CO',
	'HK',
	'ID',
	'JP',
	'KR',
	'SG',
	'TH',
	'TW',
] as const;

const countries = fc.constantFrom(...COUNTRIES);
const anyDefault = fc.option(countries, { nil: undefined });
const dressed = (front: typeof IN_FRONT) =>
	fc.tuple(fc.constantFrom(...front), fc.constantFrom(...WITHIN), fc.constantFrom(...AROUND)).map(
		([inFront, within, around]) =>
			(text: string) =>
				around(within(inFront(text))),
	);

describe('readPhoneNumber, whatever the country', () => {
	it('reads the international format of every country', () => {
		for (const country of COUNTRIES) {
			const number = exampleOf(country);
			expect(readPhoneNumber(number.formatInternational())).toMatchObject({ e164: number.number });
		}
	});

	it('reads the national format of every country with that country', () => {
		for (const country of COUNTRIES) {
			const number = exampleOf(country);
			expect(readPhoneNumber(number.formatNational(), country)).toMatchObject({
				ok: true,
				e164: number.number,
			});
		}
	});

	it('reads a number with a plus in every dress, or refuses it where a bracketed zero leaves a doubt', () => {
		let read = 0;
		fc.assert(
			fc.property(countries, anyDefault, dressed(IN_FRONT), (country, defaultCountry, dress) => {
				const number = exampleOf(country);
				const text = dress(number.formatInternational());
				const reading = readPhoneNumber(text, defaultCountry);
				if (reading.ok) {
					read++;
					expect(reading.e164).toBe(number.number);
				} else if (
					!/[0\uff10]\)/.test(text) ||
					!['ambiguous', 'twoNumbers'].includes(reading.reason)
				) {
					throw new Error(`${JSON.stringify(text)}: ${reading.reason}`);
				}
			}),
			{ numRuns: 4_000 },
		);
		expect(read).toBeGreaterThan(3_000);
	});

	it('reads a number as it is dialed in its country in every dress', () => {
		fc.assert(
			fc.property(countries, dressed([(text) => text]), (country, dress) => {
				const number = exampleOf(country);
				expect(readPhoneNumber(dress(number.formatNational()), country)).toMatchObject({
					ok: true,
					e164: number.number,
				});
			}),
			{ numRuns: 3_000 },
		);
	});

	it('reads a number behind the exit code of the default country, or refuses it, and never takes another', () => {
		const exitCodes = ['00', '001', '0011', '002', '005', '008', '009', '010', '011', '119', '810'];
		let read = 0;
		fc.assert(
			fc.property(
				countries,
				countries,
				fc.constantFrom(...exitCodes),
				fc.constantFrom('', ' '),
				(country, defaultCountry, exitCode, gap) => {
					fc.pre(exitCodeLengths(exitCode, defaultCountry).includes(exitCode.length));
					const number = exampleOf(country);
					const reading = readPhoneNumber(
						`${exitCode}${gap}${number.number.slice(1)}`,
						defaultCountry,
					);
					if (!reading.ok) return;
					read++;
					expect(reading.e164).toBe(number.number);
				},
			),
			{ numRuns: 3_000 },
		);
		expect(read).toBeGreaterThan(2_700);
	});

	it('reads 00 and a country code as that, or refuses it, and never takes another', () => {
		for (const country of COUNTRIES) {
			const number = exampleOf(country);
			for (const defaultCountry of [undefined, ...HAVE_OTHER_EXIT_CODES]) {
				const reading = readPhoneNumber(`00${number.number.slice(1)}`, defaultCountry);
				if (reading.ok && reading.e164 !== number.number) {
					throw new Error(`${number.number} with ${defaultCountry}: ${reading.e164}`);
				}
			}
		}
	});

	it('reads a decimal number as its digits', () => {
		for (const country of COUNTRIES) {
			const number = exampleOf(country);
			const digits = number.formatNational().replace(/\D/g, '');
			expect(readPhoneNumber(`${digits}.0`, country)).toEqual(readPhoneNumber(digits, country));
			expect(readPhoneNumber(`${number.number}.0`)).toMatchObject({ e164: number.number });
		}
	});

	it('never takes the digits of one country for another number where the plus is lost, if a trunk prefix would be written', () => {
		// Where people write none, digits are theirs: 4155552671 is in the US.
		for (const country of COUNTRIES) {
			const number = exampleOf(country);
			for (const defaultCountry of [
				'DE',
				'AT',
				'FR',
				'GB',
				'ID',
				'IN',
				'AU',
				'ZA',
				'TR',
			] as const) {
				const reading = readPhoneNumber(number.number.slice(1), defaultCountry);
				if (reading.ok && reading.e164 !== number.number) {
					throw new Error(`${number.number} with ${defaultCountry}: ${reading.e164}`);
				}
			}
		}
	});
});

/**
 * Countries that write other digits at home: an area code is left out, Argentina's 15 is 9 from abroad, and
 * carriers are named.
 */
const WRITES_OTHERWISE = new Set(
	'AR AG AI AS BB BM BS DM GD GU KN KY LC MP MS SX TC TT VC VG VI GG IM JE MG NF SM CC CX AU'.split(
		' ',
	),
);

describe('readPhoneNumber with any text', () => {
	const characters = Array.from('+0123456789012345678900()-./ .');
	const texts = fc.oneof(
		fc.string({ unit: fc.constantFrom(...characters), minLength: 5, maxLength: 24 }),
		fc
			.tuple(
				countries,
				fc.boolean(),
				fc.nat(14),
				fc.string({ unit: fc.constantFrom(...characters), maxLength: 3 }),
			)
			.map(([country, isNational, at, put]) => {
				const number = exampleOf(country);
				const text = isNational ? number.formatNational() : number.formatInternational();
				return text.slice(0, at) + put + text.slice(at);
			}),
	);

	it('gives the digits that are written, less what stands in front of them', () => {
		let read = 0;
		fc.assert(
			fc.property(texts, anyDefault, (text, defaultCountry) => {
				const reading = readPhoneNumber(text, defaultCountry);
				if (!reading.ok) return;
				const { nationalNumber, country } = parsePhoneNumberFromString(reading.e164)!;
				if (country !== undefined && WRITES_OTHERWISE.has(country)) return;
				read++;
				const written = [text, text.replace(/\(\s*0\s*\)/, ''), text.replace(/[.,]0+[\s.]*$/, '')];
				const digits = written.map((version) => version.replace(/\D/g, ''));
				if (!digits.some((version) => version.endsWith(nationalNumber))) {
					throw new Error(`${JSON.stringify(text)} with ${defaultCountry}: ${reading.e164}`);
				}
			}),
			{ numRuns: 10_000 },
		);
		expect(read).toBeGreaterThan(500);
	});
});
