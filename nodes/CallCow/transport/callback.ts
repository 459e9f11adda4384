import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readPayload, type PayloadReading } from '../domain/callback';

/** The result in a request of CallCow's, or why there is none. */
export function payloadOf(context: IWebhookFunctions): PayloadReading {
	const request = context.getRequestObject();
	// With a content type that n8n does not know, the body is left unparsed beside the request.
	return readPayload(hasContent(request.body) ? request.body : request.rawBody?.toString('utf8'));
}

/** Answers CallCow with a small JSON object and starts, or resumes, nothing. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message }).end();
	return { noWebhookResponse: true };
}

/**
 * Answers 500 to whatever surprises us. What n8n makes of a webhook that throws is worse: it starts or
 * resumes the workflow with an empty item.
 */
export async function neverThrowing(
	context: IWebhookFunctions,
	receive: () => Promise<IWebhookResponseData>,
): Promise<IWebhookResponseData> {
	try {
		return await receive();
	} catch (error) {
		context.logger.error('A CallCow callback could not be taken', {
			workflowId: context.getWorkflow().id,
			reason: error instanceof Error ? error.message : String(error),
		});
		return answer(context, 500, 'The callback could not be taken. See the log of this n8n.');
	}
}

function hasContent(body: unknown): boolean {
	if (typeof body !== 'object' || body === null) return body !== undefined && body !== '';
	return Array.isArray(body) || Object.keys(body).length > 0;
}
