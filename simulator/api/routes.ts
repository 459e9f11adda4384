import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findWorkflow } from '../calls/workflows';
import { exceedsPace, lacksKey, refuse } from './answer';
import { bodyText, parseBody, parseJson } from './body';
import { callRequestSchema } from './call-request';
import { placeCall, type PlaceParts } from './place';
import { playScene, sceneOf } from './replay';
import type { Exchange, OpenRequest, RequestLog } from './request-log';
import { webhookRoutes, type WebhookParts } from './webhook-routes';
import { workflowCallRequestSchema } from './workflow-call-request';

export interface ApiParts extends WebhookParts, PlaceParts {
	readonly requestLog: RequestLog;
	/** Called when a request is over, also by a connection that broke. */
	readonly onExchange: (exchange: Exchange) => void;
}

/** CallCow's own endpoints, to be registered under the prefix `/api`. */
export function apiRoutes(parts: ApiParts) {
	const { allowPrivateCallbacks, switchboard, workflows } = parts;
	const promptSchema = callRequestSchema(allowPrivateCallbacks);

	return async (app: FastifyInstance): Promise<void> => {
		recordRequests(app, parts);

		app.post('/call-prompt', async (request, reply) => {
			if (lacksKey(parts, request, reply)) return reply;
			const parsed = parseBody(bodyText(request), promptSchema);
			const scene = sceneOf(parts, request, parsed.ok);
			if (scene) {
				return await playScene(parts, reply, scene, (recorded) => {
					if (parsed.ok) switchboard.placeRecorded(parsed.request, recorded);
				});
			}
			if (exceedsPace(parts, reply)) return reply;
			if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);
			const { request: call } = parsed;
			return await placeCall(parts, reply, call, () => switchboard.place(call));
		});

		app.post('/call', async (request, reply) => {
			if (lacksKey(parts, request, reply)) return reply;
			const parsed = parseBody(bodyText(request), workflowCallRequestSchema);
			const workflow = parsed.ok ? findWorkflow(workflows, parsed.request.workflow_id) : undefined;
			const scene = sceneOf(parts, request, workflow !== undefined);
			if (scene) {
				return await playScene(parts, reply, scene, (recorded) => {
					if (!parsed.ok || !workflow) return;
					switchboard.placeRecordedWithWorkflow(parsed.request, workflow, recorded);
				});
			}
			if (exceedsPace(parts, reply)) return reply;
			if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);
			const { request: call } = parsed;
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

const noAnswer = { answer: null, answer_headers: {}, answered_after_ms: 0 };

function recordRequests(app: FastifyInstance, { clock, requestLog, onExchange }: ApiParts): void {
	const open = new WeakMap<FastifyRequest, OpenRequest>();
	const answers = new WeakMap<FastifyRequest, Omit<Exchange, 'request'>>();

	app.addHook('preHandler', (request, reply, proceed) => {
		const text = bodyText(request);
		const record = requestLog.open({
			at: new Date(clock.now()).toISOString(),
			method: request.method,
			path: request.url,
			headers: request.headers,
			body: text === '' ? null : (parseJson(text) ?? text),
		});
		open.set(request, record);
		reply.raw.once('close', () => {
			onExchange({ request: record.record(), ...(answers.get(request) ?? noAnswer) });
		});
		record.during(proceed);
	});

	// Before the answer leaves, so that whoever has read it also finds its status here.
	app.addHook('onSend', async (request, reply, payload) => {
		open.get(request)?.answered(reply.statusCode);
		const record = open.get(request)?.record();
		answers.set(request, {
			answer: typeof payload === 'string' ? (parseJson(payload) ?? payload) : null,
			answer_headers: { ...reply.getHeaders() },
			answered_after_ms: record ? clock.now() - Date.parse(record.at) : 0,
		});
	});
}
