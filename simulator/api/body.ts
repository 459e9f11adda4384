import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** Bodies are read by the routes themselves: what is not JSON gets CallCow's 400, not fastify's. */
export function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

export function bodyText(request: FastifyRequest): string {
	return typeof request.body === 'string' ? request.body : '';
}

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
