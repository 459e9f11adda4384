/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { INode } from 'n8n-workflow';
import { node } from '../../../test/support/workflow-builder';
import type { Arrival } from './measurement';

/** Where the next nodes of all executions report that they run. */
export interface NextNodeReceiver {
	readonly url: string;
	/** All so far. */
	arrivals(): readonly Arrival[];
	close(): Promise<void>;
}

/** Runs in the bench's own process, so that one clock tells all times. */
export async function receiveNextNodes(): Promise<NextNodeReceiver> {
	const arrivals: Arrival[] = [];
	const server = createServer(async (request, response) => {
		const atMs = performance.now();
		const { executionId, callId } = JSON.parse(await text(request)) as Omit<Arrival, 'atMs'>;
		arrivals.push({ executionId, callId, atMs });
		response.end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		arrivals: () => [...arrivals],
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** The same node behind every waiting node: the Wait node gives the request, the CallCow node the result. */
export const nextNode = ({ url }: NextNodeReceiver): INode =>
	node(
		'Next',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ { executionId: $execution.id, callId: ($json.body ?? $json).call_id } }}',
			options: {},
		},
		{ typeVersion: 4.5 },
	);
