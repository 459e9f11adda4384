import { requiredText } from '../../../../nodes/CallCow/domain/parameters';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';
import { corpus } from './corpus';

const numbers = corpus();
const kinds = [...new Set(numbers.map(({ kind }) => kind))];

/** What becomes of a value that the form, or an expression, gives. */
function dialed(written: string | number, defaultCountry: Parameters<typeof readPhoneNumber>[1]) {
	const text = requiredText.safeParse(written);
	if (!text.success) return 'refuse';
	const reading = readPhoneNumber(text.data, defaultCountry);
	return reading.ok ? reading.e164 : 'refuse';
}

describe('readPhoneNumber with numbers as people have them', () => {
	it('has many of them', () => {
		expect(numbers.length).toBeGreaterThan(1_000);
		expect(kinds.length).toBeGreaterThan(40);
	});

	it.each(kinds)('dials the right person, or nobody where that is right: %s', (kind) => {
		const wrong = numbers
			.filter((number) => number.kind === kind)
			.map(({ written, defaultCountry, right }) => ({
				written,
				defaultCountry,
				right,
				dialed: dialed(written, defaultCountry),
			}))
			.filter(({ right, dialed: number }) => !right.includes(number));
		expect(wrong).toEqual([]);
	});
});
