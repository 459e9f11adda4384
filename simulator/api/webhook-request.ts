import { z } from 'zod';
import { callbackAddressSchema } from './callback-address';

/** The body of `POST /webhooks`. Unknown fields are ignored. */
export function webhookRequestSchema(allowPrivateCallbacks: boolean) {
	return z.object({
		workflow_id: z.string().min(1, 'Must not be empty'),
		webhook_url: callbackAddressSchema(allowPrivateCallbacks),
		name: z.string(),
	});
}
