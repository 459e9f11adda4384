import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who may look at the page and press its buttons. */
export interface Access {
	/** What shows that a request comes from the page, or from somebody whom its owner told. */
	readonly controlToken: string;
	/** Whether only this machine reaches the simulator. */
	readonly onlyLoopback: boolean;
}

export const tokenHeader = 'x-simulator-token';

export function newControlToken(): string {
	return randomBytes(16).toString('hex');
}

export function isToken({ controlToken }: Access, given: unknown): boolean {
	if (typeof given !== 'string') return false;
	const [wanted, shown] = [controlToken, given].map((text) =>
		createHash('sha256').update(text).digest(),
	);
	return timingSafeEqual(wanted!, shown!);
}

/**
 * A hook that turns away pages of other sites: by their `Origin`, and, where only this machine is
 * meant to reach the simulator, by a `Host` that is not one of this machine's names. Such a name
 * could be one that was pointed here, and its pages would pass for ours.
 */
export function onlyOwnPages({ onlyLoopback }: Access) {
	return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
		isForeign(request, onlyLoopback)
			? await reply.code(403).send({ error: 'Only pages of the simulator itself can do this' })
			: undefined;
}

function isForeign({ headers }: FastifyRequest, onlyLoopback: boolean): boolean {
	const host = headers.host ?? '';
	if (headers.origin !== undefined && headers.origin !== `http://${host}`) return true;
	return onlyLoopback && !/^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** Whether only this machine reaches a server that listens on `host`. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
