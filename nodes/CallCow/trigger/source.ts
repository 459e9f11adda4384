import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { workflowIdSchema } from '../workflowChoice';

type Context = IHookFunctions | IWebhookFunctions;

export type Source = 'placedCalls' | 'workflow';

/** Which calls start the workflow. */
export function sourceOf(context: Context): Source {
	return context.getNodeParameter('source', 'placedCalls') === 'workflow'
		? 'workflow'
		: 'placedCalls';
}

/** The CallCow workflow whose calls start this one; undefined when none was chosen. */
export function chosenWorkflowId(context: Context): string | undefined {
	const reading = workflowIdSchema.safeParse(context.getNodeParameter('workflowId', ''));
	return reading.success ? reading.data : undefined;
}
