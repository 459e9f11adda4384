/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { loadWith } from '../../../../bench/measured/trigger/load';
import { measuredWay, type MeasuredSample } from '../../../../bench/measured/trigger/measured-way';

describe('loadWith', () => {
	const servers: Server[] = [];
	/** By server, the calls whose results it was sent. */
	let received: string[][];

	/** @param status what it answers to everything */
	const startServer = async (status = 200): Promise<string> => {
		const calls: string[] = [];
		received.push(calls);
		const server = createServer(async (request, response) => {
			calls.push(((await json(request)) as { call_id: string }).call_id);
			response.writeHead(status).end();
		}).listen(0, '127.0.0.1');
		servers.push(server);
		await once(server, 'listening');
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	};

	beforeEach(() => {
		received = [];
	});

	afterEach(() => {
		for (const server of servers.splice(0)) {
			server.closeAllConnections();
			server.close();
		}
	});

	it('sends exactly as many results as it was told, each of another call', async () => {
		const sample = await loadWith({ connections: 3, requests: 31 }, [await startServer()]);

		expect(received[0]).toHaveLength(31);
		expect(new Set(received[0]).size).toBe(31);
		expect(sample.requests).toBe(31);
		expect(sample.latenciesMs).toHaveLength(31);
		expect(sample.ms).toBeGreaterThanOrEqual(Math.max(...sample.latenciesMs) - 1);
	});

	it('shares connections evenly, also where they do not come out even', async () => {
		const urls = [await startServer(), await startServer()];

		await loadWith({ connections: 5, requests: 60 }, urls);

		// Three connections and two, of twelve requests each.
		expect(received.map(({ length }) => length)).toEqual([36, 24]);
	});

	it('takes no refusal for an answer', async () => {
		const url = await startServer(404);

		await expect(loadWith({ connections: 1, requests: 2 }, [url])).rejects.toThrow(
			'answered 0 of 2 requests with 200',
		);
	});
});

describe('measuredWay', () => {
	const sample = (ms: number, latenciesMs: number[]): MeasuredSample => ({
		requests: latenciesMs.length,
		ms,
		latenciesMs,
		processorMs: ms / 2,
	});

	it('takes each sample for a round', () => {
		const samples = [sample(1_000, [300, 400, 200]), sample(500, [100, 120])];
		expect(measuredWay('way', samples)).toEqual({
			name: 'way',
			requestsPerSecond: [3, 4],
			processorMs: [166.7, 125],
			medianMs: [300, 100],
			p99Ms: [400, 120],
		});
	});

	it('puts the turns of a round together', () => {
		const fast = sample(1_000, new Array<number>(198).fill(10));
		const slow = sample(3_000, [90, 80]);
		expect(measuredWay('way', [fast, slow, slow, slow], 2)).toEqual({
			name: 'way',
			requestsPerSecond: [50, 0.7],
			processorMs: [10, 750],
			medianMs: [10, 80],
			p99Ms: [10, 90],
		});
	});
});
