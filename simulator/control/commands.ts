import { z } from 'zod';
import { browser, phoneNumberSchema } from '../phone-number';

/** A call that nobody asked the API for: one that came in, or one made in the dashboard. */
export const workflowCallStartSchema = z
	.object({
		workflow_id: z.string(),
		recipient_phone: z.union([z.literal(browser), phoneNumberSchema]),
		recipient_name: z.string().optional(),
		recipient_email: z.string().optional(),
		recipient_context: z.string().optional(),
		/** Default: the number from which the simulator makes all calls. */
		phone_number_from: phoneNumberSchema.optional(),
	})
	.strict();

export const resendSchema = z
	.object({
		secret: z.string().nullable().optional(),
		body: z.string().optional(),
		headers: z.record(z.string()).optional(),
	})
	.strict();

export const saySchema = z.object({ content: z.string().trim().min(1) }).strict();

export const checkN8nSchema = z.object({ address: z.string() }).strict();

export const advanceSchema = z.object({ ms: z.number().int().nonnegative() }).strict();

export type ResendInput = z.input<typeof resendSchema>;
export type WorkflowCallStartInput = z.input<typeof workflowCallStartSchema>;
