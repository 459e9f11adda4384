/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the last node of a workflow has seen of one result. */
export interface Report {
	readonly executionId: string;
	readonly outcome: string;
	readonly call_id: string;
	readonly call_summary: string | null;
	readonly reference?: string;
}

/**
 * Takes what the workflows report at their end. An execution that goes on twice reports twice, which n8n's own record
 * of it would not show.
 */
export interface ReportDesk {
	readonly url: string;
	reports(): Report[];
	close(): Promise<void>;
}

export async function openReportDesk(): Promise<ReportDesk> {
	const reports: Report[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			reports.push(JSON.parse(Buffer.concat(chunks).toString()) as Report);
			response.end();
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		reports: () => [...reports],
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
