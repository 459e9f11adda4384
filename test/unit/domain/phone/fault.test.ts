import type { Country } from '../../../../nodes/CallCow/domain/countries';
import { explainPhoneFault } from '../../../../nodes/CallCow/domain/phone/fault';
import { maskPhoneNumber } from '../../../../nodes/CallCow/domain/phone/mask';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';
import { corpus } from './corpus';

function explained(text: string, defaultCountry?: Country) {
	const reading = readPhoneNumber(text, defaultCountry);
	if (reading.ok) throw new Error(`Read as ${reading.e164}`);
	return explainPhoneFault(reading, maskPhoneNumber(text));
}

describe('explainPhoneFault', () => {
	it('shows both readings of a number that may be either, and how to write the one that is meant', () => {
		expect(explained('33612345678', 'DE')).toMatchObject({
			message: "'Recipient Phone' can be read as two different numbers: 33612***5678",
			description:
				'It could be +4933***5678 in Germany or +3361***5678 in France. Write the one you mean with + and the country code.',
		});
	});

	it.each([
		['4.91512E+12', 'DE', 'is in scientific notation, so its last digits are lost', 'plain text'],
		['+49 30 123456/57', undefined, 'contains two numbers', 'one number per item'],
		['+1 415 555 2671 x12', undefined, 'has an extension', "say in the 'Prompt' who to ask for"],
		['415 555 2671', undefined, 'has no country code', "'Default Country' under Options"],
		['+1 415 555 26', undefined, 'has too few digits', 'Check the digits'],
		['+1 415 555 267123', undefined, 'has too many digits', 'Check the digits'],
		['+0151 23456789', undefined, 'a country code that does not exist', 'never by a 0'],
		[
			'447400123456',
			'US',
			"has no + and is not a number in the 'Default Country'",
			'United Kingdom',
		],
		['55 34 9831-3925', 'BR', 'is out of date', 'nine digits after the area code'],
		['call Sarah', undefined, 'is not a phone number', 'Enter only the number'],
	] as const)('says of %j with %s that it %s', (text, country, happened, whatToDo) => {
		const { message, description } = explained(text, country);
		expect(message).toContain(happened);
		expect(description).toContain(whatToDo);
	});

	it('shows no whole number, whatever the text', () => {
		for (const { written, defaultCountry } of corpus()) {
			const reading = readPhoneNumber(String(written), defaultCountry);
			if (reading.ok) continue;
			const { message, description } = explainPhoneFault(reading, maskPhoneNumber(String(written)));
			const shown = `${message} ${description}`.replace('+1 415 555 2671', '');
			expect(shown).not.toMatch(/\d{6,}/);
		}
	});
});
