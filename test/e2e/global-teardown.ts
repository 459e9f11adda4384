/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { rm } from 'node:fs/promises';

import { takeSharedN8n } from './running-n8n';

/** Stops the n8n that global-setup started, and removes all that it wrote. */
export default async function globalTeardown(): Promise<void> {
	const shared = takeSharedN8n();
	if (shared === undefined) return;
	await shared.n8n?.stop();
	await rm(shared.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
