import { NodeOperationError, type IExecuteFunctions, type NodeApiError } from 'n8n-workflow';
import type { ZodIssue, ZodType, ZodTypeDef } from 'zod';
import type { Explanation } from '../domain/errors';
import { CORRECT, type NextStep } from '../domain/nextStep';

/**
 * Reads one parameter of one item and gives it as the schema has it.
 *
 * @param label the parameter's name in the form, for the message
 * @param whatToDo the second half of the message, a sentence
 * @param next what a model does that has given the parameter
 * @throws NodeOperationError when the value does not fit; the value itself is never shown
 */
export function readParameter<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	label: string,
	schema: ZodType<T, ZodTypeDef, unknown>,
	whatToDo: string,
	next: NextStep = CORRECT,
): T {
	// Without a fallback n8n throws for an option that was not added; null is how it says "not given".
	const value: unknown = context.getNodeParameter(name, itemIndex, null) ?? undefined;
	const reading = schema.safeParse(value);
	if (reading.success) return reading.data;
	const [issue] = reading.error.issues;
	throw refusal(context, itemIndex, {
		message: `'${label}' ${phrase(issue)}`,
		description: ownAdvice(issue) ?? whatToDo,
		next: { ...next, parameter: name },
	});
}

/** The error for an item that is refused before anything is sent. */
export function refusal(
	context: IExecuteFunctions,
	itemIndex: number,
	{ message, description, ...known }: Explanation,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, { itemIndex, description });
	return knowing(error, known);
}

/** Puts what else is known where n8n keeps it with an error. */
export function knowing<E extends NodeOperationError | NodeApiError>(
	error: E,
	{ callableAt, next }: Pick<Explanation, 'callableAt' | 'next'>,
): E {
	if (callableAt !== undefined) error.context.callable_at = callableAt;
	if (next !== undefined) error.context.next = next;
	return error;
}

/** What a schema knows better than whoever asks for the parameter. */
function ownAdvice(issue: ZodIssue | undefined): string | undefined {
	const advice: unknown = issue?.code === 'custom' ? issue.params?.whatToDo : undefined;
	return typeof advice === 'string' ? advice : undefined;
}

/** Messages of our schemas continue a sentence ("must not be empty"); those of zod itself do not. */
function phrase(issue: ZodIssue | undefined): string {
	return issue?.message.startsWith('must ') ? issue.message : 'has the wrong type';
}
