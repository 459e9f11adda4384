/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when `look` says so. */
export async function until(
	what: string,
	look: () => boolean | Promise<boolean>,
	timeoutMs = 60_000,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await look())) {
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
		await delay(200);
	}
}
