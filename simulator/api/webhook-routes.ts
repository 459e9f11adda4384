import type { FastifyInstance } from 'fastify';
import type { WebhookRegistry } from '../calls/webhook-registry';
import { findWorkflow, type WorkflowRecord } from '../calls/workflows';
import { exceedsPace, lacksKey, refuse, type AnswerParts } from './answer';
import { bodyText, parseBody } from './body';
import { webhookRequestSchema } from './webhook-request';

export interface WebhookParts extends AnswerParts {
	readonly allowPrivateCallbacks: boolean;
	readonly workflows: readonly WorkflowRecord[];
	readonly webhooks: WebhookRegistry;
}

/** `POST /webhooks` and `DELETE /webhooks/{id}`: no others are documented. */
export function webhookRoutes(app: FastifyInstance, parts: WebhookParts): void {
	const schema = webhookRequestSchema(parts.allowPrivateCallbacks);

	app.post('/webhooks', async (request, reply) => {
		if (lacksKey(parts, request, reply) || exceedsPace(parts, reply)) return reply;
		const parsed = parseBody(bodyText(request), schema);
		if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);
		if (!findWorkflow(parts.workflows, parsed.request.workflow_id)) {
			return refuse(parts, reply, 404, 'Workflow not found');
		}
		return await reply.send({ id: parts.webhooks.register(parsed.request).id });
	});

	app.delete<{ Params: { id: string } }>('/webhooks/:id', async (request, reply) => {
		if (lacksKey(parts, request, reply) || exceedsPace(parts, reply)) return reply;
		if (!parts.webhooks.remove(request.params.id)) {
			return refuse(parts, reply, 404, 'Webhook not found');
		}
		// No body, so that a client which insists on JSON is found out here.
		return await reply.code(204).send();
	});
}
