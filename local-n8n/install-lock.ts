/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface Owner {
	readonly token: string;
	readonly pid: number;
	readonly host: string;
}

const refreshEveryMs = 5_000;
/** Twelve missed refreshes: the owner is gone, or its machine is. */
const abandonedAfterMs = 60_000;
const askAgainAfterMs = 500;

/**
 * Runs `work` while no other process that uses the same lock folder does, on this machine or on another that shares
 * the folder. A lock whose owner died is taken over.
 *
 * @param lockFolder its parent has to exist; the folder itself is made and removed here.
 * @param onWait called once if another process has the lock.
 */
export async function withInstallLock<T>(
	lockFolder: string,
	onWait: () => void,
	work: () => Promise<T>,
): Promise<T> {
	const ownerFile = join(lockFolder, 'owner.json');
	const owner: Owner = { token: randomUUID(), pid: process.pid, host: hostname() };
	let hasWaited = false;
	// mkdir fails when the folder is there, and only one of many processes succeeds: that is the lock.
	while (!(await makeFolder(lockFolder))) {
		if (await isAbandoned(lockFolder, ownerFile)) {
			await takeAway(lockFolder);
			continue;
		}
		if (!hasWaited) onWait();
		hasWaited = true;
		await delay(askAgainAfterMs);
	}
	await writeFile(ownerFile, JSON.stringify(owner));
	const refresh = setInterval(() => {
		const now = new Date();
		utimes(lockFolder, now, now).catch(() => undefined);
	}, refreshEveryMs);
	refresh.unref();
	try {
		return await work();
	} finally {
		clearInterval(refresh);
		// Not when the lock was taken over meanwhile (this machine slept): it is another process's then.
		if ((await readOwner(ownerFile))?.token === owner.token) {
			await rm(lockFolder, { recursive: true, force: true });
		}
	}
}

async function makeFolder(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
		return true;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw cause;
	}
}

async function readOwner(ownerFile: string): Promise<Owner | undefined> {
	try {
		return JSON.parse(await readFile(ownerFile, 'utf8')) as Owner;
	} catch {
		return undefined;
	}
}

async function isAbandoned(lockFolder: string, ownerFile: string): Promise<boolean> {
	const owner = await readOwner(ownerFile);
	if (owner !== undefined && owner.host === hostname() && !isRunning(owner.pid)) return true;
	try {
		return Date.now() - (await stat(lockFolder)).mtimeMs > abandonedAfterMs;
	} catch {
		return false; // Released between the two looks.
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return (cause as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Renames before removing: of several processes that find the lock abandoned, one succeeds. */
async function takeAway(lockFolder: string): Promise<void> {
	const aside = `${lockFolder}-abandoned-${randomUUID()}`;
	try {
		await rename(lockFolder, aside);
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
		throw cause;
	}
	await rm(aside, { recursive: true, force: true });
}
