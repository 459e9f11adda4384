import { z } from 'zod';

/** What is wrong with a value, and what to do about it, whichever parameter it is of. */
interface Fault {
	readonly message: string;
	readonly whatToDo: string;
}

const HOLDS_OBJECT: Fault = {
	message: 'must be text, but contains an object',
	whatToDo:
		'Choose the field you mean, such as {{ $json.order.id }}, or write out the whole object with {{ JSON.stringify($json.order) }}.',
};

const LEFT_EMPTY: Fault = {
	message: 'must not be just the word that an expression without a value leaves behind',
	whatToDo:
		'Check what the expression refers to, or give it a fallback, such as {{ $json.name ?? "the customer" }}.',
};

/** What JavaScript makes of an object that is dropped into a text: `[object Object]`, `[object Promise]`. */
const OBJECT_IN_TEXT = /\[object [A-Z]\w*\]/;

/** A number too: a spreadsheet or an expression gives phone numbers and IDs as such. */
const text = z.unknown().transform((value, issues) => {
	if (typeof value === 'number') return String(value);
	if (typeof value === 'string' && !OBJECT_IN_TEXT.test(value)) return value;
	if (typeof value === 'string' || typeof value === 'object') addFault(issues, HOLDS_OBJECT);
	else issues.addIssue({ code: 'custom', message: 'is not text' });
	return z.NEVER;
});

const REQUIRED = 'must not be empty';

export const requiredText = text
	.optional()
	.transform((value) => value?.trim() ?? '')
	.pipe(z.string().min(1, REQUIRED));

/** Empty means not given. */
export const optionalText = text.nullish().transform((value) => value?.trim() || undefined);

const EMPTY_VALUE = /^(?:undefined|null|NaN|Invalid Date(?:Time)?)$/;

/** For a text that cannot do its work as `undefined`, the same for all items. */
export function refuseLeftEmpty(value: string | undefined, issues: z.RefinementCtx): void {
	if (value !== undefined && EMPTY_VALUE.test(value)) addFault(issues, LEFT_EMPTY);
}

function addFault(issues: z.RefinementCtx, { message, whatToDo }: Fault): void {
	issues.addIssue({ code: 'custom', message, params: { whatToDo } });
}

/** A whole number in a range, also when an expression gives it as text. */
export function wholeNumber(least: number, most: number) {
	const range = `must be a whole number from ${least} to ${most}`;
	return z.coerce
		.number({ invalid_type_error: range })
		.int(range)
		.min(least, range)
		.max(most, range);
}
