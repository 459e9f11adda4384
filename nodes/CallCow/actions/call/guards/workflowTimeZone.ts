import type { IExecuteFunctions } from 'n8n-workflow';
import { explainWorkflowTimeZone, isTimeZone } from '../../../domain/timeZone';
import { oncePerRun } from '../../oncePerRun';
import { refusal } from '../../parameter';

const timeZoneOf = oncePerRun((context) => {
	const name = context.getTimezone();
	return { name, isValid: isTimeZone(name) };
});

/**
 * The time zone of the workflow, which is that of n8n unless the workflow has its own.
 *
 * @param because what goes by it, a sentence that names the parameter as the form does
 * @throws NodeOperationError when it is none, with where to set it
 */
export function requireWorkflowTimeZone(
	context: IExecuteFunctions,
	itemIndex: number,
	because: string,
): string {
	const { name, isValid } = timeZoneOf(context);
	if (!isValid) throw refusal(context, itemIndex, explainWorkflowTimeZone(name, because));
	return name;
}

/** What only expressions would show: n8n 2 evaluates none in a zone that is no zone, n8n 1 all of them. */
const canEvaluate = oncePerRun((context) => {
	if (timeZoneOf(context).isValid) return true;
	try {
		context.evaluateExpression('{{ 1 }}', 0);
		return true;
	} catch {
		return false;
	}
});

/**
 * For what does not go by the time zone of the workflow, but needs n8n to work at all: the key is added to
 * each request by an expression, and without it the request would look as if CallCow had not answered.
 * @throws NodeOperationError when n8n cannot evaluate expressions because of the time zone
 */
export function requireExpressions(context: IExecuteFunctions, itemIndex: number): void {
	if (canEvaluate(context)) return;
	throw refusal(
		context,
		itemIndex,
		explainWorkflowTimeZone(
			timeZoneOf(context).name,
			'With such a time zone, n8n cannot evaluate expressions or send requests with a credential.',
		),
	);
}
