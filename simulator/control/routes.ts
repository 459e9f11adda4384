/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyText, parseJson } from '../api/body';
import { Refusal } from '../calls/refusal';
import { isToken, onlyOwnPages, tokenHeader, type Access } from './access';
import type { Control } from './control';

/** The address at which the control routes begin; CallCow itself has nothing there. */
export const controlPrefix = '/__simulator';

/**
 * The commands of `Control` over HTTP and what pages are told, to be registered under
 * `controlPrefix`. Every request has to carry the control token in its header `X-Simulator-Token`.
 *
 * @param stream tells a page what changes, until it goes
 */
export function controlRoutes(
	control: Control,
	stream: (response: ServerResponse) => void,
	access: Access,
) {
	return async (app: FastifyInstance): Promise<void> => {
		app.addHook('onRequest', onlyOwnPages(access));
		app.addHook('onRequest', async (request, reply) => {
			if (isToken(access, request.headers[tokenHeader])) return undefined;
			return await reply.code(401).send({
				error: 'Send the control token that the simulator prints in the header X-Simulator-Token',
			});
		});

		app.setErrorHandler((error, _request, reply) => {
			if (!(error instanceof Refusal)) throw error;
			const { status, message, details } = error;
			return reply.code(status).send({ error: message, details });
		});

		app.get('/requests', async () => ({ requests: control.requests() }));
		app.get('/calls', async () => ({ calls: control.calls() }));
		app.get('/deliveries', async () => ({ deliveries: control.deliveries() }));
		app.get('/webhooks', async () => ({ webhooks: control.webhooks() }));

		app.put('/script', async (request) => control.script(command(request)));

		app.post('/calls', async (request) => ({
			call: control.startWorkflowCall(command(request)),
		}));

		app.post<{ Params: { callId: string } }>('/calls/:callId/decide', async (request) => ({
			delivery: await control.decide(request.params.callId, command(request)),
		}));

		app.post<{ Params: { id: string } }>('/deliveries/:id/resend', async (request) => ({
			delivery: await control.resend(request.params.id, command(request)),
		}));

		app.post<{ Params: { callId: string } }>('/calls/:callId/answer', async (request) => ({
			call: control.answer(request.params.callId),
		}));

		app.post<{ Params: { callId: string } }>('/calls/:callId/say', async (request) => ({
			call: control.say(request.params.callId, command(request)),
		}));

		app.post('/clock/advance', async (request) => {
			await control.advance(command<{ ms: number }>(request).ms);
			return { success: true };
		});

		app.post('/faults', async (request) => {
			control.fault(command(request));
			return { success: true };
		});

		app.delete('/faults', async () => {
			control.clearFaults();
			return { success: true };
		});

		app.put('/standing-faults', async (request) => control.standingFaults(command(request)));

		app.post('/n8n-check', async (request) => await control.checkN8n(command(request)));

		app.get('/events', (_request, reply) => {
			reply.hijack();
			stream(reply.raw);
		});

		app.post('/reset', async () => {
			control.reset();
			return { success: true };
		});
	};
}

/** The body as the type that the command takes; the command itself checks what it is given. */
function command<Input>(request: FastifyRequest): Input {
	const json = parseJson(bodyText(request) || '{}');
	if (json === undefined || json === null || typeof json !== 'object') {
		throw new Refusal(400, 'The request body is not a JSON object or array');
	}
	return json as Input;
}
