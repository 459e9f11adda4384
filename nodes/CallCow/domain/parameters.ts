import { z } from 'zod';

/** A number too: a spreadsheet or an expression gives phone numbers and IDs as such. */
const text = z.union([z.string(), z.number().transform(String)]);

const REQUIRED = 'must not be empty';

export const requiredText = text
	.optional()
	.transform((value) => value?.trim() ?? '')
	.pipe(z.string().min(1, REQUIRED));

/** Empty means not given. */
export const optionalText = text.nullish().transform((value) => value?.trim() || undefined);

/** A whole number in a range, also when an expression gives it as text. */
export function wholeNumber(least: number, most: number) {
	const range = `must be a whole number from ${least} to ${most}`;
	return z.coerce
		.number({ invalid_type_error: range })
		.int(range)
		.min(least, range)
		.max(most, range);
}
