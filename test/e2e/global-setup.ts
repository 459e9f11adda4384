/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installN8n } from '../../local-n8n/install';
import { packTarball } from '../../local-n8n/package-tarball';
import { startN8n } from '../../local-n8n/process';
import { connectionFileVariable, type Connection } from '../support/n8n';
import { testedVersion } from '../support/tested-version';
import { keepSharedN8n } from './running-n8n';

/**
 * Starts the one n8n that all end-to-end tests share, with the package installed from its packed tarball.
 *
 * Workers find it through a file whose path they get in the environment.
 */
export default async function globalSetup(): Promise<void> {
	// The browser tests share it too, and their setup asks for it as well.
	if (process.env[connectionFileVariable] !== undefined) return;
	const onProgress = (line: string) => {
		console.log(line);
	};
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-e2e-'));
	const tarball = await packTarball({ outDir: folder });
	const installation = await installN8n({ version: testedVersion(), onProgress });
	const userFolder = join(folder, 'user-folder');
	const n8n = await startN8n({ installation, tarball, userFolder, onProgress });
	keepSharedN8n({ n8n, folder });
	await n8n.client.setupOwner();

	const { url, pid, logFile } = n8n;
	const connection: Connection = { url, started: { userFolder, pid, logFile } };
	const connectionFile = join(folder, 'connection.json');
	await writeFile(connectionFile, JSON.stringify(connection));
	process.env[connectionFileVariable] = connectionFile;
}
