/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What of a package is loaded after a step, and how many milliseconds the step took. */
export interface LoadStep {
	readonly ms: number;
	/** All that is loaded of the package by then, and how large it is. */
	readonly files: number;
	readonly bytes: number;
}

export interface LoadTimes {
	/** In milliseconds. */
	readonly n8nWorkflow: number;
	/** In the order of the folders. */
	readonly packages: ReadonlyArray<{
		/** What n8n does with a community package when it starts. */
		readonly load: LoadStep;
		/** From the first run of each node to the first thing that it asks n8n for. */
		readonly firstUse: LoadStep;
	}>;
}

/**
 * Loads n8n-workflow and then the packages in these folders, one after the other, in a new process: what is loaded
 * once would take no time again. n8n-workflow is this checkout's, for all of them.
 */
export async function loadTimes(
	folders: readonly string[],
	options: { readonly signal?: AbortSignal } = {},
): Promise<LoadTimes> {
	const { stdout } = await run(
		process.execPath,
		[join(__dirname, 'load-time.cjs'), ...folders],
		// As n8n does it for community packages.
		{ ...options, env: { ...process.env, NODE_PATH: join(__dirname, '../../node_modules') } },
	);
	return JSON.parse(stdout) as LoadTimes;
}
