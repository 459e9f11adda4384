import type { INode } from 'n8n-workflow';
import { node } from './workflow-builder';

/* Workflows that run in production: started by a request, telling somebody outside what came of it. */

/** A Webhook node that answers at once. */
export const onRequest = (path: string): INode =>
	node(
		'Request',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		{ typeVersion: 2, webhookId: path },
	);

/** Posts each item, for example to a result receiver; goes on when that has answered. */
export const report = (url: string, jsonBody = '={{ JSON.stringify($json) }}'): INode =>
	node(
		'Report',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody,
			options: {},
		},
		{ typeVersion: 4.2 },
	);

/** Starts such a workflow. */
export async function request(url: string, body: object): Promise<void> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}
