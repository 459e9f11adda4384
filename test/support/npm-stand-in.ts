/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { environmentWithNode, type Installation } from '../../local-n8n/install';
import { packageName } from '../../local-n8n/package-tarball';

/**
 * Writes an `npm` that gives out this checkout's tarball as if it were in the registry, and passes on all that is not
 * about this package. n8n installs a package with the npm that it finds in its PATH.
 *
 * @param folder where that program goes; made if need be.
 * @returns the environment variable for n8n.
 */
export async function npmWithTarball(
	folder: string,
	{
		installation,
		tarball,
		version,
	}: { installation: Installation; tarball: string; version: string },
): Promise<{ PATH: string }> {
	await mkdir(folder, { recursive: true });
	const { PATH = '' } = environmentWithNode(installation.nodeFile);
	const script = [
		'#!/bin/sh',
		'case "$1 $2" in',
		`"view ${packageName}@"*) echo '"${version}"' ;;`,
		// npm prints the name of the file that it puts into the working folder.
		`"pack ${packageName}@"*) cp '${tarball}' from-registry.tgz && echo from-registry.tgz ;;`,
		`*) PATH='${PATH}' exec npm "$@" ;;`,
		'esac',
		'',
	];
	await writeFile(join(folder, 'npm'), script.join('\n'), { mode: 0o755 });
	return { PATH: `${folder}:${PATH}` };
}
