import { z } from 'zod';
import { phoneNumberSchema } from '../phone-number';
import { callbackAddressSchema } from './callback-address';

/** The body of `POST /call-prompt`. Unknown fields are ignored. */
export function callRequestSchema(allowPrivateCallbacks: boolean) {
	return z.object({
		prompt: z.string().min(1, 'Must not be empty'),
		recipient_phone: phoneNumberSchema,
		callback_url: callbackAddressSchema(allowPrivateCallbacks).optional(),
		callback_secret: z.string().optional(),
		idempotency_key: z.string().optional(),
	});
}
