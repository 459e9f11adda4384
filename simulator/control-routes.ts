import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from './call-request';
import type { Control } from './control';
import { ControlRefusal } from './refusal';

/** The address at which the control routes begin; CallCow itself has nothing there. */
export const controlPrefix = '/__simulator';

/**
 * The commands of `Control` over HTTP, to be registered under `controlPrefix`.
 *
 * Pages of other sites are turned away: by their `Origin`, and, where only this machine is meant
 * to reach the simulator, by a `Host` that is not one of this machine's names.
 *
 * @param onlyLoopback whether the simulator listens on a loopback address
 */
export function controlRoutes(control: Control, { onlyLoopback }: { onlyLoopback: boolean }) {
	return async (app: FastifyInstance): Promise<void> => {
		app.addHook('onRequest', async (request, reply) => {
			if (isForeign(request, onlyLoopback)) {
				return await reply.code(403).send({ error: 'Only for pages of the simulator itself' });
			}
			return undefined;
		});

		app.setErrorHandler((error, _request, reply) => {
			if (!(error instanceof ControlRefusal)) throw error;
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

		app.post('/reset', async () => {
			control.reset();
			return { success: true };
		});
	};
}

/** The body as the type that the command takes; the command itself checks what it is given. */
function command<Input>(request: FastifyRequest): Input {
	const text = typeof request.body === 'string' && request.body !== '' ? request.body : '{}';
	const json = parseJson(text);
	if (json === undefined || json === null || typeof json !== 'object') {
		throw new ControlRefusal(400, 'The request body is not a JSON object or list');
	}
	return json as Input;
}

function isForeign({ headers }: FastifyRequest, onlyLoopback: boolean): boolean {
	const host = headers.host ?? '';
	if (headers.origin !== undefined && headers.origin !== `http://${host}`) return true;
	return onlyLoopback && !/^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/i.test(host);
}
