/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { type AddressInfo, createServer } from 'node:net';

import { CannotContinue } from './cannot-continue';

/** Finds ports on 127.0.0.1 that nobody listens on, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
	// All are held open until the last is found: a port given back at once could be handed out twice.
	const held = await Promise.all(Array.from({ length: count }, async () => await hold(0)));
	const ports = held.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(held.map(release));
	return ports;
}

/** Tells whether this process could listen on a port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
	try {
		await release(await hold(port));
		return true;
	} catch {
		return false;
	}
}

/**
 * @param howToChoose what to type for another port, for the message.
 * @throws {CannotContinue} when somebody listens on the port, with what to do about it.
 */
export async function refuseTakenPort(port: number, howToChoose = '--port'): Promise<void> {
	if (await isPortFree(port)) return;
	throw new CannotContinue(
		`Port ${port} is in use, perhaps by another n8n. Stop that, or choose another port with ${howToChoose}.`,
	);
}

type Server = ReturnType<typeof createServer>;

async function hold(port: number): Promise<Server> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			resolve(server);
		});
	});
}

async function release(server: Server): Promise<void> {
	await new Promise((resolve) => {
		server.close(resolve);
	});
}
