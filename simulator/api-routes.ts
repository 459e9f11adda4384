/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyText, exceedsPace, lacksKey, refuse } from './answer';
import { callRequestSchema, parseBody, parseJson, type CallRequest } from './call-request';
import type { AnswerFault, FaultQueue } from './faults';
import type { OpenRequest, RequestLog } from './request-log';
import type { CallAnswer, Switchboard } from './switchboard';
import { webhookRoutes, type WebhookParts } from './webhook-routes';
import { workflowCallRequestSchema, type WorkflowCallRequest } from './workflow-call-request';
import { findWorkflow } from './workflows';

export interface ApiParts extends WebhookParts {
	readonly faults: FaultQueue;
	readonly requestLog: RequestLog;
	readonly switchboard: Switchboard;
}

/** CallCow's own endpoints, to be registered under the prefix `/api`. */
export function apiRoutes(parts: ApiParts) {
	const { allowPrivateCallbacks, switchboard, workflows } = parts;
	const promptSchema = callRequestSchema(allowPrivateCallbacks);

	return async (app: FastifyInstance): Promise<void> => {
		recordRequests(app, parts);

		app.post('/call-prompt', async (request, reply) => {
			if (lacksKey(parts, request, reply) || exceedsPace(parts, reply)) return reply;
			const parsed = parseBody(bodyText(request), promptSchema);
			if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);
			const { request: call } = parsed;
			return await placeCall(parts, reply, call, () => switchboard.place(call));
		});

		app.post('/call', async (request, reply) => {
			if (lacksKey(parts, request, reply) || exceedsPace(parts, reply)) return reply;
			const parsed = parseBody(bodyText(request), workflowCallRequestSchema);
			if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);
			const { request: call } = parsed;
			const workflow = findWorkflow(workflows, call.workflow_id);
			if (!workflow) return refuse(parts, reply, 404, 'Workflow not found');
			const place = () => switchboard.placeWithWorkflow(call, workflow);
			return await placeCall(parts, reply, call, place);
		});

		app.get('/workflows', async (request, reply) => {
			if (lacksKey(parts, request, reply)) return reply;
			return await reply.send({ workflows });
		});

		webhookRoutes(app, parts);

		app.setNotFoundHandler((_request, reply) => refuse(parts, reply, 404, 'Not found'));
	};
}

/** Places a call that has passed the checks, unless a fault for its recipient comes in between. */
async function placeCall(
	parts: ApiParts,
	reply: FastifyReply,
	call: CallRequest | WorkflowCallRequest,
	place: () => CallAnswer,
) {
	const { recipient_phone: recipient, idempotency_key: key } = call;
	const fault = parts.faults.takeForRequest(recipient, parts.switchboard.hasAnswered(key));
	if (!fault) return await reply.send(place());

	parts.emit({ type: 'faultMet', kind: fault.kind, recipient_phone: recipient });
	if (fault.kind === 'slow') {
		const answer = place();
		await parts.switchboard.pause(fault.delayMs);
		return await reply.send(answer);
	}
	// The call is made and its answer kept under its key even though that answer is lost.
	if (fault.callMade) place();
	if (fault.kind === 'reset') {
		reply.hijack();
		reply.raw.socket?.resetAndDestroy();
		return reply;
	}
	return await answerWith(fault, reply);
}

async function answerWith(fault: AnswerFault, reply: FastifyReply): Promise<FastifyReply> {
	const { status, body } = fault;
	reply.code(status);
	reply.header('content-type', 'application/json; charset=utf-8');
	for (const [name, value] of Object.entries(fault.headers ?? {})) reply.header(name, value);
	if (typeof body === 'string') return await reply.send(body);
	if (body !== undefined) return await reply.send(JSON.stringify(body));
	if (status < 400) return await reply.removeHeader('content-type').send();
	return await reply.send(JSON.stringify({ error: STATUS_CODES[status] ?? `Status ${status}` }));
}

function recordRequests(app: FastifyInstance, { clock, requestLog }: ApiParts): void {
	const open = new WeakMap<FastifyRequest, OpenRequest>();

	app.addHook('preHandler', (request, _reply, proceed) => {
		const text = bodyText(request);
		const record = requestLog.open({
			at: new Date(clock.now()).toISOString(),
			method: request.method,
			path: request.url,
			headers: request.headers,
			body: text === '' ? null : (parseJson(text) ?? text),
		});
		open.set(request, record);
		record.during(proceed);
	});

	// Before the answer leaves, so that whoever has read it also finds its status here.
	app.addHook('onSend', async (request, reply) => {
		open.get(request)?.answered(reply.statusCode);
	});
}
