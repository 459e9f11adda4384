import { z } from 'zod';
import { callbackAddressProblem } from './callback-address';

const e164 = /^\+[1-9]\d{6,14}$/;

export const phoneNumberSchema = z
	.string()
	.regex(e164, 'Must be a phone number in E.164 format, such as +14155552671');

export type CallRequest = z.output<ReturnType<typeof callRequestSchema>>;

/** What stands under `details` of a 400 answer: zod's flattened issues. */
export interface ValidationDetails {
	formErrors: string[];
	fieldErrors: Record<string, string[] | undefined>;
}

export type ParsedBody<Request> =
	| { ok: true; request: Request }
	| { ok: false; details: ValidationDetails };

/** Reads a body as it came over the wire. */
export function parseBody<Schema extends z.ZodTypeAny>(
	body: string,
	schema: Schema,
): ParsedBody<z.output<Schema>> {
	const json = parseJson(body);
	if (json === undefined) {
		return {
			ok: false,
			details: { formErrors: ['The request body is not valid JSON'], fieldErrors: {} },
		};
	}
	const parsed = schema.safeParse(json);
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

/** @param allowPrivate as in `callbackAddressProblem` */
export function callbackAddressSchema(allowPrivate: boolean) {
	return z.string().superRefine((address, context) => {
		const message = callbackAddressProblem(address, allowPrivate);
		if (message) context.addIssue({ code: z.ZodIssueCode.custom, message });
	});
}

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
