/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { packageName } from '../../local-n8n/package-tarball';
import { runCommand } from '../../local-n8n/run-command';

export const EARLIER_VERSION = '1.0.3';

/** The environment variable that tells the stand-in's nodes where the API is. */
export const standInApi = (baseUrl: string) => ({ CALLCOW_STAND_IN_API: baseUrl });

/**
 * Packs a stand-in for CallCow's earlier package: no code of it, but the same names of package, types and parameters, and
 * the same requests.
 *
 * @param folder where the tarball goes.
 * @returns its path.
 */
export async function packEarlierPackage(folder: string): Promise<string> {
	const content = join(folder, 'earlier', 'package');
	await mkdir(content, { recursive: true });
	await cp(join(__dirname, 'earlier-package'), join(content, 'dist'), { recursive: true });
	const manifest = {
		name: packageName,
		version: EARLIER_VERSION,
		description: 'A stand-in',
		keywords: ['n8n-community-node-package'],
		n8n: {
			n8nNodesApiVersion: 1,
			credentials: ['dist/CallcowApi.credentials.js'],
			nodes: ['dist/Callcow.node.js', 'dist/CallcowTrigger.node.js'],
		},
	};
	await writeFile(join(content, 'package.json'), JSON.stringify(manifest));
	const tarball = join(folder, `${packageName}-${EARLIER_VERSION}.tgz`);
	await runCommand('tar', ['-czf', tarball, 'package'], { cwd: join(folder, 'earlier') });
	return tarball;
}
