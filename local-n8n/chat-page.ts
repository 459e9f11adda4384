/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheFolder } from './cache-folder';
import { runCommand } from './run-command';

/**
 * n8n serves the page of a chat, and that loads its program from a public server, in whatever version is
 * the newest there. Here it is this one, from npm.
 */
const CHAT = {
	name: '@n8n/chat',
	version: '1.37.0',
	tarball: 'n8n-chat-1.37.0.tgz',
	sha512:
		'V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==',
} as const;

/** What the page asks for begins with this. */
export const chatProgramUrl = `https://cdn.jsdelivr.net/npm/${CHAT.name}/`;

/**
 * The folder that holds what the page of a chat loads, by the paths that it has behind `chatProgramUrl`.
 * The first time it is taken from the npm registry; afterwards it is in the cache folder.
 */
export async function chatProgramFolder(cache: string = cacheFolder()): Promise<string> {
	const folder = join(cache, `chat-${CHAT.version}`);
	if (existsSync(folder)) return folder;
	const unpacked = `${folder}-${randomUUID()}`;
	await mkdir(unpacked, { recursive: true });
	try {
		await runCommand('npm', ['pack', `${CHAT.name}@${CHAT.version}`, '--silent'], {
			cwd: unpacked,
		});
		const tarball = join(unpacked, CHAT.tarball);
		const sha512 = createHash('sha512')
			.update(await readFile(tarball))
			.digest('base64');
		if (sha512 !== CHAT.sha512) throw new Error(`${CHAT.tarball} is not what it was: ${sha512}`);
		await runCommand('tar', ['-xzf', CHAT.tarball], { cwd: unpacked });
		// All at once, so that what is cut off is not taken for the program.
		await rename(join(unpacked, 'package'), folder).catch((cause: unknown) => {
			// Another process was faster.
			if (!existsSync(folder)) throw cause;
		});
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
	return folder;
}
