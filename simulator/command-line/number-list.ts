import { testNumberPrefixes, testNumbers } from '../plan/test-numbers';

/** The test numbers and what each does, a line each. */
export function listOfTestNumbers(): string {
	const lines = testNumbers.map(({ digits, meaning }) =>
		[...testNumberPrefixes.map((prefix) => prefix + digits), meaning].join('  '),
	);
	return `Each of these numbers always behaves the same way. They are reserved for fiction: no one has them.\n\n${lines.join('\n')}\n`;
}
