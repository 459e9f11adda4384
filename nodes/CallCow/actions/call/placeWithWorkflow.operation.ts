import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { workflowCallBodySchema, type WorkflowCallBody } from '../../domain/call';
import { ofWorkflowCall } from '../../domain/workflowCallErrors';
import { optionalText } from '../../domain/parameters';
import { CHOOSE_A_WORKFLOW, workflowIdSchema } from '../../workflowChoice';
import { forEachItem } from '../forEachItem';
import type { ItemOperation, NodeOperation } from '../operation';
import { readParameter } from '../parameter';
import {
	checkCallsTogether,
	hintsOnCalls,
	labelOf,
	placeCall,
	readCallBasics,
	type CallRequest,
} from './callRequest';
import { leftoversIn } from './leftovers';

type WorkflowCall = CallRequest<WorkflowCallBody>;

const emailSchema = optionalText.pipe(z.string().email('must be an email address').optional());

const contextSchema = z.preprocess(
	(value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value),
	optionalText,
);

const items: ItemOperation<WorkflowCall> = {
	read(context, itemIndex, account) {
		const { addressee, ...basics } = readCallBasics(context, itemIndex, account);
		const body = readBody(context, itemIndex, addressee);
		return {
			...basics,
			body,
			leftovers: leftoversIn(context, itemIndex, [
				['options.recipientName', 'Recipient Name', body.recipient_name],
				['options.recipientContext', 'Recipient Context', body.recipient_context],
				['options.idempotencyKey', 'Idempotency Key', basics.givenKey],
			]),
		};
	},

	checkTogether: checkCallsTogether,

	async run(request, client) {
		const { workflow_id } = request.body;
		const result = await placeCall(request, client);
		switch (result.kind) {
			case 'done':
				return { ...result, json: { ...result.json, workflow_id } };
			case 'failed':
				return { ...result, failure: ofWorkflowCall(result.failure) };
			default:
				return result;
		}
	},

	label: labelOf,
	hints: hintsOnCalls,
};

/** Places a call with a workflow that was made in CallCow; its result comes to a trigger, or nowhere. */
export const placeWithWorkflow: NodeOperation = {
	async execute(context) {
		return [(await forEachItem(context, items)).items];
	},
};

function readBody(
	context: IExecuteFunctions,
	itemIndex: number,
	addressee: Pick<WorkflowCallBody, 'recipient_phone' | 'idempotency_key'>,
): WorkflowCallBody {
	const option = (
		name: string,
		label: string,
		schema: z.ZodType<string | undefined, z.ZodTypeDef, unknown>,
	) =>
		readParameter(
			context,
			itemIndex,
			`options.${name}`,
			label,
			schema,
			'Correct it, or remove the option.',
		);
	return workflowCallBodySchema.parse({
		workflow_id: readParameter(
			context,
			itemIndex,
			'workflowId',
			'Workflow',
			workflowIdSchema,
			CHOOSE_A_WORKFLOW,
		),
		...addressee,
		recipient_name: option('recipientName', 'Recipient Name', optionalText),
		recipient_email: option('recipientEmail', 'Recipient Email', emailSchema),
		recipient_context: option('recipientContext', 'Recipient Context', contextSchema),
	});
}
