/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { RunningN8n } from '../../local-n8n/process';

/** What global-setup hands to global-teardown; both run in jest's first process, the tests in others. */
export interface SharedN8n {
	/** Missing when it runs elsewhere, and others stop it. */
	readonly n8n?: RunningN8n;
	/** Holds the connection file, the tarball and n8n's user folder. */
	readonly folder: string;
}

const holder = globalThis as typeof globalThis & { callCowSharedN8n?: SharedN8n };

export function keepSharedN8n(shared: SharedN8n): void {
	holder.callCowSharedN8n = shared;
}

/** Gives the shared n8n away: the second call gets nothing. */
export function takeSharedN8n(): SharedN8n | undefined {
	const shared = holder.callCowSharedN8n;
	delete holder.callCowSharedN8n;
	return shared;
}
