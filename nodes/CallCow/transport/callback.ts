import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readPayload, type PayloadReading } from '../domain/callback';

/** The result in a request of CallCow's, or why there is none. */
export async function payloadOf(context: IWebhookFunctions): Promise<PayloadReading> {
	const request = context.getRequestObject();
	const contentType = context.getHeaderData()['content-type'] ?? '';
	if (IS_PARTS.test(contentType)) return readPayload('');
	if (!IS_READ_OTHERWISE.test(contentType) && hasContent(request.body)) {
		return readPayload(request.body);
	}
	try {
		// n8n reads no body whose content type it does not know, or that has none.
		await request.readRawBody();
	} catch {
		return { ok: false, reason: 'The body could not be read.' };
	}
	return readPayload(request.rawBody?.toString('utf8') ?? '');
}

/** Of these no text is kept. */
const IS_PARTS = /^\s*multipart\//i;

/**
 * What n8n makes an object of that is not JSON: forms and XML. A form whose content type is only a
 * sender's default may hold JSON all the same; its text tells.
 */
const IS_READ_OTHERWISE = /^\s*(application\/x-www-form-urlencoded|[^;]*[/+]xml)/i;

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
		context.logger.error('A CallCow callback could not be processed', {
			workflowId: context.getWorkflow().id,
			reason: error instanceof Error ? error.message : String(error),
		});
		return answer(context, 500, 'The callback could not be processed. See the n8n log.');
	}
}

function hasContent(body: unknown): boolean {
	if (typeof body !== 'object' || body === null) return body !== undefined && body !== '';
	return Array.isArray(body) || Object.keys(body).length > 0;
}
