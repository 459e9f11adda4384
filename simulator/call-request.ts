import { z } from 'zod';
import { callbackAddressProblem } from './callback-address';

const e164 = /^\+[1-9]\d{6,14}$/;

export const phoneNumberSchema = z
	.string()
	.regex(e164, 'Must be a phone number in E.164 format, such as +14155552671');

export interface CallRequest {
	readonly prompt: string;
	readonly recipient_phone: string;
	readonly callback_url?: string | undefined;
	readonly callback_secret?: string | undefined;
	readonly idempotency_key?: string | undefined;
}

/** What stands under `details` of a 400 answer: zod's flattened issues. */
export interface ValidationDetails {
	formErrors: string[];
	fieldErrors: Record<string, string[] | undefined>;
}

export type ParsedCallRequest =
	| { ok: true; request: CallRequest }
	| { ok: false; details: ValidationDetails };

/** Reads the body of `POST /call-prompt` as it came over the wire. Unknown fields are ignored. */
export function parseCallRequest(
	body: string,
	{ allowPrivateCallbacks }: { allowPrivateCallbacks: boolean },
): ParsedCallRequest {
	const json = parseJson(body);
	if (json === undefined) {
		return {
			ok: false,
			details: { formErrors: ['The request body is not valid JSON'], fieldErrors: {} },
		};
	}
	const parsed = callRequestSchema(allowPrivateCallbacks).safeParse(json);
	return parsed.success
		? { ok: true, request: parsed.data }
		: { ok: false, details: parsed.error.flatten() };
}

/** The value that a JSON text holds, or `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function callRequestSchema(allowPrivateCallbacks: boolean) {
	return z.object({
		prompt: z.string().min(1, 'Must not be empty'),
		recipient_phone: phoneNumberSchema,
		callback_url: z
			.string()
			.superRefine((address, context) => {
				const message = callbackAddressProblem(address, allowPrivateCallbacks);
				if (message) context.addIssue({ code: z.ZodIssueCode.custom, message });
			})
			.optional(),
		callback_secret: z.string().optional(),
		idempotency_key: z.string().optional(),
	});
}
