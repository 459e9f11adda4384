/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { CallAnswer } from '../calls/call';
import type { Switchboard } from '../calls/switchboard';
import type { AnswerFault } from '../plan/faults';
import type { Plan } from '../plan/plan';
import type { SimulatorEvent } from '../records';

export interface PlaceParts {
	readonly plan: Plan;
	readonly switchboard: Switchboard;
	readonly emit: (event: SimulatorEvent) => void;
}

/** Places a call that has passed the checks, unless a fault for its recipient comes in between. */
export async function placeCall(
	parts: PlaceParts,
	reply: FastifyReply,
	call: { readonly recipient_phone: string; readonly idempotency_key?: string | undefined },
	place: () => CallAnswer,
) {
	const { recipient_phone: recipient, idempotency_key: key } = call;
	const isRepeat = parts.switchboard.hasAnswered(key);
	const fault = parts.plan.faultForRequest(recipient, { key, isRepeat });
	if (!fault) return await reply.send(place());

	parts.emit({ type: 'faultMet', kind: fault.kind, recipient_phone: recipient });
	if (fault.kind === 'slow') {
		const answer = place();
		await parts.switchboard.pause(fault.delayMs);
		return await reply.send(answer);
	}
	// The call is made and its answer kept under its key even though that answer is lost.
	if (fault.callMade) place();
	if (fault.kind === 'reset') return breakConnection(reply);
	return await answerWith(fault, reply);
}

/** Leaves a request without an answer. */
export function breakConnection(reply: FastifyReply): FastifyReply {
	reply.hijack();
	reply.raw.socket?.resetAndDestroy();
	return reply;
}

/** Sends JSON unless the headers say otherwise; without a body, what the status is called. */
export async function answerWith(
	{ status, headers = {}, body }: Pick<AnswerFault, 'status' | 'headers' | 'body'>,
	reply: FastifyReply,
): Promise<FastifyReply> {
	reply.code(status);
	reply.header('content-type', 'application/json; charset=utf-8');
	for (const [name, value] of Object.entries(headers)) reply.header(name, value);
	if (typeof body === 'string') return await reply.send(body);
	if (body !== undefined) return await reply.send(JSON.stringify(body));
	if (status < 400) return await reply.removeHeader('content-type').send();
	return await reply.send(JSON.stringify({ error: STATUS_CODES[status] ?? `Status ${status}` }));
}
