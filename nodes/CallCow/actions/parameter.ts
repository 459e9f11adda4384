import { NodeOperationError, type IExecuteFunctions, type NodeApiError } from 'n8n-workflow';
import type { ZodIssue, ZodType, ZodTypeDef } from 'zod';
import type { Explanation } from '../domain/errors';

/**
 * Reads one parameter of one item and gives it as the schema has it.
 *
 * @param label the parameter's name in the form, for the message
 * @param whatToDo the second half of the message, a sentence
 * @throws NodeOperationError when the value does not fit; the value itself is never shown
 */
export function readParameter<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	label: string,
	schema: ZodType<T, ZodTypeDef, unknown>,
	whatToDo: string,
): T {
	// Without a fallback n8n throws for an option that was not added; null is how it says "not given".
	const value: unknown = context.getNodeParameter(name, itemIndex, null) ?? undefined;
	const reading = schema.safeParse(value);
	if (reading.success) return reading.data;
	const [issue] = reading.error.issues;
	throw refusal(context, itemIndex, {
		message: `${label} ${phrase(issue)}`,
		description: ownAdvice(issue) ?? whatToDo,
	});
}

/** The error for an item that is refused before anything is sent. */
export function refusal(
	context: IExecuteFunctions,
	itemIndex: number,
	{ message, description, callableAt }: Explanation,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, { itemIndex, description });
	return callableFrom(error, callableAt);
}

/** Puts a time where n8n keeps what else is known of an error. */
export function callableFrom<E extends NodeOperationError | NodeApiError>(
	error: E,
	callableAt: string | undefined,
): E {
	if (callableAt !== undefined) error.context.callable_at = callableAt;
	return error;
}

/** What a schema knows better than whoever asks for the parameter. */
function ownAdvice(issue: ZodIssue | undefined): string | undefined {
	const advice: unknown = issue?.code === 'custom' ? issue.params?.whatToDo : undefined;
	return typeof advice === 'string' ? advice : undefined;
}

/** Messages of our schemas continue a sentence ("must not be empty"); those of zod itself do not. */
function phrase(issue: ZodIssue | undefined): string {
	return issue?.message.startsWith('must ') ? issue.message : 'is not of the right kind';
}
