/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { type AddressInfo, createServer } from 'node:net';

import { findFreePorts, isPortFree } from '../../../local-n8n/ports';

describe('findFreePorts', () => {
	it('finds as many different ports as asked for', async () => {
		const ports = await findFreePorts(5);

		expect(new Set(ports).size).toBe(5);
		expect(ports.every((port) => port > 0)).toBe(true);
	});
});

describe('isPortFree', () => {
	it('is false while somebody listens and true afterwards', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const { port } = server.address() as AddressInfo;

		expect(await isPortFree(port)).toBe(false);

		await new Promise((resolve) => {
			server.close(resolve);
		});
		expect(await isPortFree(port)).toBe(true);
	});
});
