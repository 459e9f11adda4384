import { countryName } from '../countries';
import type { Explanation } from '../errors';
import { ASK_FOR_NUMBER, type NextStep } from '../nextStep';
import type { DialableNumber } from './dialableNumber';
import type { PlanChange } from './numberingPlan';
import type { DressFault } from './dress';
import { maskPhoneNumber } from './mask';

/** Why a text is not read as a number. */
export type PhoneFault =
	| { readonly reason: keyof typeof EXPLANATIONS | DressFault }
	/** One number as its country writes it, and another one if its first digits are a country code. */
	| { readonly reason: 'ambiguous'; readonly readings: readonly DialableNumber[] }
	/** The default country has no such number, and another one has, if a plus is put in front. */
	| { readonly reason: 'needsPlus'; readonly reading: DialableNumber }
	| ({ readonly reason: 'outdated' } & PlanChange);

/**
 * What is wrong with the number, for somebody who has the list before them.
 * @param masked the text, with nothing in it that must not be shown
 */
export function explainPhoneFault(fault: PhoneFault, masked: string): Explanation {
	const { sentence } = STEPS[fault.reason] ?? ASK_FOR_NUMBER;
	return { ...explain(fault, masked), next: { sentence, parameter: 'recipientPhone' } };
}

function explain(fault: PhoneFault, masked: string): Explanation {
	switch (fault.reason) {
		case 'ambiguous': {
			const [first, second] = fault.readings.map(named);
			return {
				message: `'Recipient Phone' can be read as two different numbers: ${masked}`,
				description: `It could be ${first} or ${second}. Write the one you mean with + and the country code.`,
			};
		}
		case 'needsPlus':
			return {
				message: `'Recipient Phone' has no + and is not a number in the 'Default Country': ${masked}`,
				description: `With a + in front, it is ${named(fault.reading)}. If that is the one you mean, write it that way. Otherwise, check the digits.`,
			};
		case 'outdated':
			return {
				message: `'Recipient Phone' is out of date: ${masked}`,
				description: `${fault.change} Ask for the current number.`,
			};
		default: {
			const [happened, whatToDo] = EXPLANATIONS[fault.reason];
			return { message: `'Recipient Phone' ${happened}: ${masked}`, description: whatToDo };
		}
	}
}

/** What a model does, where that is not to ask for the number as it is. */
const STEPS: Partial<Record<PhoneFault['reason'], NextStep>> = {
	ambiguous: {
		sentence:
			'Ask the user which country the number is in, and give it with + and the country code.',
	},
	needsPlus: {
		sentence:
			'Ask the user which country the number is in, and give it with + and the country code.',
	},
	hasExtension: {
		sentence:
			'Use the tool again with only the number, and say in the prompt who to ask for or which extension.',
	},
	twoNumbers: {
		sentence:
			'Use the tool once for each person, with one number. If it is not clear which number is right, ask the user.',
	},
	shortNumber: {
		sentence:
			'Do not try again. If someone needs help, tell the user right away to call the emergency services from a phone.',
	},
};

function named({ e164, country }: DialableNumber): string {
	const where = country === undefined ? 'that belongs to no country' : `in ${countryName(country)}`;
	return `${maskPhoneNumber(e164)} ${where}`;
}

const CHECK_DIGITS =
	"Check the digits and the country code, and 'Default Country' under Options if the number has no country code.";

/** What is said behind "Recipient Phone", and what to do. */
const EXPLANATIONS = {
	empty: [
		'contains only invisible characters',
		'Enter the number to call, with + and the country code.',
	],
	turnedAround: [
		'contains a character that reverses the text, so the number shown is not the one that would be called',
		'Clear the field and type the number again.',
	],
	scientific: [
		'is in scientific notation, so its last digits are lost',
		'A spreadsheet shortened it. Format the column as plain text there, enter the numbers again, and export the list again.',
	],
	decimal: [
		'is a decimal number',
		'A phone number has no decimals. Format the column in the spreadsheet as plain text, and check the number.',
	],
	noPhoneAddress: [
		'is the messenger address of a group or a hidden contact, which contains no phone number',
		'Use another field that has the phone number of the person.',
	],
	noNumber: [
		'is not a phone number',
		'Enter only the number, with + and the country code, such as +1 415 555 2671.',
	],
	hasExtension: [
		'has an extension, which CallCow cannot dial',
		"Enter the number without the extension, and say in the 'Prompt' who to ask for.",
	],
	twoNumbers: [
		'contains two numbers',
		'Enter one number per item: choose one, or split the field into two items before this node.',
	],
	needsCountry: [
		'has no country code',
		"Write the number with + and the country code, such as +1 415 555 2671, or set 'Default Country' under Options.",
	],
	ownCountryCode: [
		"starts with the country code of the 'Default Country', but is not a number in that country",
		'Write it with + and the country code, or the way it is dialed in that country, with the leading 0. Check the digits: one may be missing.',
	],
	shortNumber: [
		'is an emergency number or another short number, which CallCow cannot dial',
		'To get help in an emergency, call from a phone. For any other call, enter the full number, with + and the country code.',
	],
	tooShort: ['has too few digits', CHECK_DIGITS],
	tooLong: ['has too many digits', CHECK_DIGITS],
	unknownCountryCode: [
		'starts with a country code that does not exist',
		'The + is followed by the country code, such as 1 or 49, and never by a 0. Check the digits.',
	],
	noSuchNumber: ['is not a valid number in any country', CHECK_DIGITS],
} as const satisfies Record<string, readonly [happened: string, whatToDo: string]>;
