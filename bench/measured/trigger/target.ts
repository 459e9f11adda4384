/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { join } from 'node:path';
import pidusage from 'pidusage';
import type { N8nClient } from '../../../local-n8n/rest-client';
import { loadWith, type Load } from './load';
import type { MeasuredSample } from './measured-way';
import { activate, type Way } from './ways';

const END_WITHIN_MS = 120_000;

/** What n8n has to be started with. */
export const settingsOfBench: Readonly<Record<string, string>> = {
	// The bare trigger is a file and no package.
	N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes'),
	// Executions are counted: none may be cleared away meanwhile.
	EXECUTIONS_DATA_PRUNE: 'false',
};

/** Where a load goes: an active workflow that starts with one of the triggers. */
export interface Target {
	/**
	 * Resolves when all executions have ended: what one load leaves behind must not weigh on the next.
	 *
	 * @param webhookUrls the processes that share the load; by default all
	 */
	load(load: Load, webhookUrls?: readonly string[]): Promise<MeasuredSample>;
}

export interface Place {
	readonly client: N8nClient;
	/** The processes that take webhooks, like `http://127.0.0.1:5678`, without a slash at the end. */
	readonly webhookUrls: readonly string[];
	readonly pids: readonly number[];
}

export async function targetOf(way: Way, place: Place): Promise<Target> {
	const { client, pids } = place;
	const { workflowId, path } = await activate(way, client);
	let sent = 0;
	return {
		async load(load, webhookUrls = place.webhookUrls) {
			const before = await processorMsOf(pids);
			const sample = await loadWith(
				load,
				webhookUrls.map((url) => `${url}/webhook/${path}`),
			);
			sent += load.requests;
			await client.waitForCount({ workflowId, status: ['success'] }, sent, END_WITHIN_MS);
			return { ...sample, processorMs: (await processorMsOf(pids)) - before };
		},
	};
}

async function processorMsOf(pids: readonly number[]): Promise<number> {
	const usages = await Promise.all(pids.map(async (pid) => await pidusage(pid)));
	return usages.reduce((sum, { ctime }) => sum + ctime, 0);
}
