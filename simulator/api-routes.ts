/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseCallRequest, parseJson, type ValidationDetails } from './call-request';
import type { Clock } from './clock';
import type { AnswerFault, FaultQueue } from './faults';
import type { RateLimit } from './rate-limit';
import type { SimulatorEvent } from './records';
import type { OpenRequest, RequestLog } from './request-log';
import type { Switchboard } from './switchboard';

/** An entry of `GET /workflows`. */
export interface WorkflowRecord {
	readonly id: string;
	readonly name: string | null;
}

export interface ApiParts {
	readonly apiKey: string;
	readonly allowPrivateCallbacks: boolean;
	readonly workflows: readonly WorkflowRecord[];
	readonly clock: Clock;
	readonly faults: FaultQueue;
	readonly rateLimit: RateLimit;
	readonly requestLog: RequestLog;
	readonly switchboard: Switchboard;
	readonly emit: (event: SimulatorEvent) => void;
}

/** CallCow's own endpoints, to be registered under the prefix `/api`. */
export function apiRoutes(parts: ApiParts) {
	return async (app: FastifyInstance): Promise<void> => {
		recordRequests(app, parts);

		app.post('/call-prompt', async (request, reply) => {
			if (!isAuthorized(request, parts.apiKey)) return refuseKey(parts, reply);
			return await callPrompt(parts, bodyText(request), reply);
		});

		app.get('/workflows', async (request, reply) => {
			if (!isAuthorized(request, parts.apiKey)) return refuseKey(parts, reply);
			return await reply.send({ workflows: parts.workflows });
		});

		app.setNotFoundHandler((_request, reply) => refuse(parts, reply, 404, 'Not found'));
	};
}

async function callPrompt(parts: ApiParts, body: string, reply: FastifyReply) {
	const admission = parts.rateLimit.admit(parts.clock.now());
	if (!admission.allowed) {
		reply.header('retry-after', admission.retryAfterSeconds);
		return refuse(parts, reply, 429, 'Rate limit exceeded');
	}
	const parsed = parseCallRequest(body, parts);
	if (!parsed.ok) return refuse(parts, reply, 400, 'Validation failed', parsed.details);

	const { request } = parsed;
	const isRepeat = parts.switchboard.hasAnswered(request.idempotency_key);
	const fault = parts.faults.takeForRequest(request.recipient_phone, isRepeat);
	if (!fault) return await reply.send(parts.switchboard.place(request));

	parts.emit({ type: 'faultMet', kind: fault.kind, recipient_phone: request.recipient_phone });
	if (fault.kind === 'slow') {
		const answer = parts.switchboard.place(request);
		await parts.switchboard.pause(fault.delayMs);
		return await reply.send(answer);
	}
	// The call is made and its answer kept under its key even though that answer is lost.
	if (fault.callMade) parts.switchboard.place(request);
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

function bodyText(request: FastifyRequest): string {
	return typeof request.body === 'string' ? request.body : '';
}

function isAuthorized(request: FastifyRequest, apiKey: string): boolean {
	const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
	return key === apiKey;
}

function refuseKey(parts: ApiParts, reply: FastifyReply): FastifyReply {
	return refuse(parts, reply, 401, 'Unauthorized');
}

function refuse(
	parts: ApiParts,
	reply: FastifyReply,
	status: number,
	error: string,
	details?: ValidationDetails,
): FastifyReply {
	parts.emit({ type: 'requestRefused', status, error });
	return reply.code(status).send(details ? { error, details } : { error });
}
