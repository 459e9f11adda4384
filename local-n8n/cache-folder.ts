/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder for what is slow to make and the same for every checkout: `N8N_CALLCOW_CACHE`, else
 * `$XDG_CACHE_HOME/n8n-nodes-callcow`, else `~/.cache/n8n-nodes-callcow`. Absolute; not created.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	if (env.N8N_CALLCOW_CACHE) return resolve(env.N8N_CALLCOW_CACHE);
	return join(resolve(env.XDG_CACHE_HOME || join(homedir(), '.cache')), 'n8n-nodes-callcow');
}
