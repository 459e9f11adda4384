import { z } from 'zod';
import { phoneNumberSchema } from './call-request';

const recipientFields = {
	recipient_name: z.string().optional(),
	recipient_email: z.string().optional(),
	recipient_context: z.string().optional(),
};

/** The body of `POST /call`. Unknown fields are ignored. */
export const workflowCallRequestSchema = z.object({
	workflow_id: z.string().min(1, 'Must not be empty'),
	recipient_phone: phoneNumberSchema,
	...recipientFields,
	idempotency_key: z.string().optional(),
});

/** What stands instead of a number when somebody talks to a workflow in the dashboard. */
export const browser = 'browser';

/** A call that nobody asked the API for: one that came in, or one made in the dashboard. */
export const workflowCallStartSchema = z
	.object({
		workflow_id: z.string(),
		recipient_phone: z.union([z.literal(browser), phoneNumberSchema]),
		...recipientFields,
		/** Default: the number from which the simulator makes all calls. */
		phone_number_from: phoneNumberSchema.optional(),
	})
	.strict();

export type WorkflowCallRequest = z.output<typeof workflowCallRequestSchema>;
export type WorkflowCallStart = z.output<typeof workflowCallStartSchema>;
