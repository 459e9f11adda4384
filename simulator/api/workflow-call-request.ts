import { z } from 'zod';
import { phoneNumberSchema } from '../phone-number';

/** The body of `POST /call`. Unknown fields are ignored. */
export const workflowCallRequestSchema = z.object({
	workflow_id: z.string().min(1, 'Must not be empty'),
	recipient_phone: phoneNumberSchema,
	recipient_name: z.string().optional(),
	recipient_email: z.string().optional(),
	recipient_context: z.string().optional(),
	idempotency_key: z.string().optional(),
});
