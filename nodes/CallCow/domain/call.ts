import { z } from 'zod';

/**
 * The body of `POST /call-prompt`: strict, so that nothing is sent that CallCow does not document.
 * The idempotency key is optional for CallCow and required here: a repeat without one would phone the
 * person twice.
 * @see https://docs.callcow.ai (Call with Prompt)
 */
export const callPromptBodySchema = z
	.object({
		prompt: z.string().min(1),
		recipient_phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
		callback_url: z.string().url().optional(),
		callback_secret: z.string().min(1).optional(),
		idempotency_key: z.string().min(1),
	})
	.strict();

export type CallPromptBody = z.infer<typeof callPromptBodySchema>;

/**
 * The body of `POST /call`, which phones somebody with a workflow that was made in CallCow.
 * @see https://docs.callcow.ai (Trigger AI Phone Call)
 */
export const workflowCallBodySchema = z
	.object({
		workflow_id: z.string().min(1),
		recipient_phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
		recipient_name: z.string().min(1).optional(),
		recipient_email: z.string().min(1).optional(),
		recipient_context: z.string().min(1).optional(),
		idempotency_key: z.string().min(1),
	})
	.strict();

export type WorkflowCallBody = z.infer<typeof workflowCallBodySchema>;

export type CallBody = CallPromptBody | WorkflowCallBody;

/** Where a call is asked for, below the base URL. */
export function pathOf(body: CallBody): '/call-prompt' | '/call' {
	return 'prompt' in body ? '/call-prompt' : '/call';
}

/** A workflow made in CallCow, as `GET /workflows` lists it. Tolerant, like everything that is read. */
export const workflowListSchema = z.object({
	workflows: z.array(z.object({ id: z.string(), name: z.string().nullish() }).passthrough()),
});

export type CallCowWorkflow = z.infer<typeof workflowListSchema>['workflows'][number];

/** What CallCow answers to a placed call. Tolerant: a call that was placed must not be lost for a new field. */
export const placedCallSchema = z
	.object({
		success: z.boolean(),
		workflow_id: z.string().nullish(),
		call_id: z.string().nullish(),
	})
	.passthrough();

/** A call that CallCow accepted. `call_id` may be null; `workflow_id` is made for this one call. */
export interface PlacedCall {
	readonly success: boolean;
	readonly workflow_id: string | null;
	readonly call_id: string | null;
}
