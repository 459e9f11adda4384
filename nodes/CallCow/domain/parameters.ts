import { z } from 'zod';

/** The forms in which a number reaches a parameter from a form, a spreadsheet or an expression. */
const text = z.union([z.string(), z.number().transform(String)]);

const REQUIRED = 'must not be empty';

export const requiredText = text
	.pipe(z.string().trim().min(1, REQUIRED))
	.describe('text that is not empty');

/** Empty means not given. */
export const optionalText = text
	.nullish()
	.transform((value) => value?.trim() || undefined)
	.describe('text');

/** A whole number in a range, also when an expression gives it as text. */
export function wholeNumber(least: number, most: number) {
	const range = `must be a whole number from ${least} to ${most}`;
	return z.coerce
		.number({ invalid_type_error: range })
		.int(range)
		.min(least, range)
		.max(most, range);
}
