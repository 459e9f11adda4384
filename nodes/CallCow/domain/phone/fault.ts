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
				message: `Recipient Phone can be read as two different numbers: ${masked}`,
				description: `It is ${first}, or ${second}. Write the one that is meant with + and the country code.`,
			};
		}
		case 'needsPlus':
			return {
				message: `Recipient Phone has no + and is not a number of the Default Country: ${masked}`,
				description: `With a + in front it is ${named(fault.reading)}. Write it so if that is meant; otherwise check the digits.`,
			};
		case 'outdated':
			return {
				message: `Recipient Phone is out of date: ${masked}`,
				description: `${fault.change} Ask for the present number.`,
			};
		default: {
			const [happened, whatToDo] = EXPLANATIONS[fault.reason];
			return { message: `Recipient Phone ${happened}: ${masked}`, description: whatToDo };
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
			'Use the tool again with the number alone, and say in the prompt whom to ask for or which extension.',
	},
	twoNumbers: {
		sentence:
			'Use the tool once for each person, with one number. If it is not clear which, ask the user.',
	},
	shortNumber: {
		sentence:
			'Do not try again. If somebody needs help, tell the user at once to call the emergency services with a phone.',
	},
};

function named({ e164, country }: DialableNumber): string {
	const where = country === undefined ? 'of no country' : `in ${countryName(country)}`;
	return `${maskPhoneNumber(e164)} ${where}`;
}

const CHECK_DIGITS =
	'Check the digits and the country code, and Default Country under Options if the number has none.';

/** What is said behind "Recipient Phone", and what to do. */
const EXPLANATIONS = {
	empty: ['holds nothing that is shown', 'Enter the number to phone, with + and the country code.'],
	turnedAround: [
		'holds a character that turns the text around, so that another number is shown than would be phoned',
		'Delete the whole field and type the number in again.',
	],
	scientific: [
		'is in scientific notation, and its last digits are lost',
		'A spreadsheet has shortened it. Format the column there as plain text, enter the numbers again, and export the list anew.',
	],
	decimal: [
		'is a decimal number',
		'A phone number has no fraction. Format the column in the spreadsheet as plain text, and check the number.',
	],
	noPhoneAddress: [
		'is the address of a group or a hidden contact in a messenger, which holds no phone number',
		'Take the phone number of the person from another field.',
	],
	noNumber: [
		'is not a phone number',
		'Give the digits only, with + and the country code, such as +1 415 555 2671, and nothing else in the field.',
	],
	hasExtension: [
		'has an extension, which CallCow cannot dial',
		'Give the number without the extension, and say in the Prompt whom to ask for.',
	],
	twoNumbers: [
		'holds two numbers',
		'Give one number for each item: choose one, or split the field into two items before this node.',
	],
	needsCountry: [
		'has no country code',
		'Write the number with + and the country code, such as +1 415 555 2671, or choose Default Country under Options.',
	],
	ownCountryCode: [
		'begins like the country code of the Default Country, and is no number with it',
		'Write it with + and the country code, or as it is dialed in that country, with the 0 in front. Check the digits: one may be missing.',
	],
	shortNumber: [
		'is an emergency number or another short one, which CallCow cannot dial',
		'Whoever needs help has to call with a phone. For anybody else, give the whole number, with + and the country code.',
	],
	tooShort: ['has too few digits', CHECK_DIGITS],
	tooLong: ['has too many digits', CHECK_DIGITS],
	unknownCountryCode: [
		'begins with a country code that no country has',
		'Behind the + comes the country code, such as 1 or 49, and never a 0. Check the digits.',
	],
	noSuchNumber: ['is not a number that any country has', CHECK_DIGITS],
} as const satisfies Record<string, readonly [happened: string, whatToDo: string]>;
