import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock';
import type { SimulatorEvent } from '../records';
import type { ValidationDetails } from './body';
import type { RateLimit } from './rate-limit';

export interface AnswerParts {
	readonly apiKey: string;
	readonly clock: Clock;
	readonly rateLimit: RateLimit;
	readonly emit: (event: SimulatorEvent) => void;
}

/** Answers 401 to a request without the right key, and says whether it did. */
export function lacksKey(
	parts: AnswerParts,
	request: FastifyRequest,
	reply: FastifyReply,
): boolean {
	const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
	if (key === parts.apiKey) return false;
	refuse(parts, reply, 401, 'Unauthorized');
	return true;
}

/** Answers 429 to a request above the pace, and says whether it did. */
export function exceedsPace(parts: AnswerParts, reply: FastifyReply): boolean {
	const admission = parts.rateLimit.admit(parts.clock.now());
	if (admission.allowed) return false;
	reply.header('retry-after', admission.retryAfterSeconds);
	refuse(parts, reply, 429, 'Rate limit exceeded');
	return true;
}

export function refuse(
	parts: AnswerParts,
	reply: FastifyReply,
	status: number,
	error: string,
	details?: ValidationDetails,
): FastifyReply {
	parts.emit({ type: 'requestRefused', status, error });
	return reply.code(status).send(details ? { error, details } : { error });
}
