/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageName, unpackInto } from '../../../local-n8n/package-tarball';

/**
 * Packages from the npm registry to be compared with: among the community packages that are downloaded most, those
 * that load nothing but their own files and n8n-workflow, as n8n asks of verified ones.
 */
const peers = [
	'n8n-nodes-evolution-api',
	'n8n-nodes-transcript-lol',
	'@mendable/n8n-nodes-firecrawl',
] as const;

export interface InstalledPackage {
	readonly name: string;
	readonly version: string;
	readonly folder: string;
	/** All that lies in its folder. */
	readonly unpackedBytes: number;
}

/** Lays this package, the first, and its peers side by side, as n8n keeps community packages. */
export async function installPackages(
	userFolder: string,
	tarball: string,
): Promise<InstalledPackage[]> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules');
	await unpackInto(userFolder, tarball);
	for (const peer of peers) {
		await cp(dirname(require.resolve(`${peer}/package.json`)), join(folder, peer), {
			recursive: true,
		});
	}
	return await Promise.all(
		[packageName, ...peers].map(async (name) => await describe(name, join(folder, name))),
	);
}

async function describe(name: string, folder: string): Promise<InstalledPackage> {
	const manifest = await readFile(join(folder, 'package.json'), 'utf8');
	const { version } = JSON.parse(manifest) as { version: string };
	return { name, version, folder, unpackedBytes: await bytesIn(folder) };
}

async function bytesIn(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const sizes = await Promise.all(
		entries
			.filter((entry) => entry.isFile())
			.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
	);
	return sizes.reduce((sum, size) => sum + size, 0);
}
