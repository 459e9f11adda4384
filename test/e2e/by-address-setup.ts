/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectionFileVariable, type Connection } from '../support/n8n';
import { n8nUrlVariable, prepareN8nElsewhere } from '../support/n8n-elsewhere';
import { testedVersionVariable } from '../support/tested-version';
import { keepSharedN8n } from './running-n8n';

/** Tells the workers of the n8n that runs elsewhere, in place of starting one. */
export default async function bySetup(): Promise<void> {
	const url = process.env[n8nUrlVariable]!;
	const version = await prepareN8nElsewhere(url);
	console.log(`n8n ${version} answers at ${url}`);
	process.env[testedVersionVariable] = version;

	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-e2e-'));
	keepSharedN8n({ folder });
	const connection: Connection = { url };
	const connectionFile = join(folder, 'connection.json');
	await writeFile(connectionFile, JSON.stringify(connection));
	process.env[connectionFileVariable] = connectionFile;
}
