/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs where a release is made */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** An address that the packages name, and the files that do. */
export type NamedAddresses = ReadonlyMap<string, readonly string[]>;

const MANIFESTS = ['package.json', 'simulator/package.json'];
/** What npm shows. */
const PAGES = ['README.md', 'simulator/README.md'];
/** What is built into the packages. */
const SOURCES = ['nodes', 'credentials'];

interface Manifest {
	readonly name: string;
	readonly author: { readonly name: string; readonly email: string };
}

/** Everything that users of the two packages are led to, and that is wrong if it is not ours. */
export async function namedAddresses(root: string): Promise<NamedAddresses> {
	const named = new Map<string, string[]>();
	const add = (address: string, file: string) => {
		const files = named.get(address) ?? [];
		if (!files.includes(file)) named.set(address, [...files, file]);
	};
	for (const file of MANIFESTS) {
		const manifest = JSON.parse(await readFile(path.join(root, file), 'utf8')) as Manifest;
		const { name, author } = manifest;
		add(name, file);
		add(`${author.name} <${author.email}>`, file);
	}
	for (const file of [...MANIFESTS, ...PAGES, ...(await sourcesBelow(root))]) {
		const text = await readFile(path.join(root, file), 'utf8');
		for (const address of addressesIn(text)) add(address, file);
	}
	return named;
}

/** The repository under whatever owner it is named, and hosts of CallCow's. */
function addressesIn(text: string): string[] {
	const repositories = text.matchAll(
		/\bgithub(?:usercontent)?\.com\/([\w-]+\/n8n-nodes-callcow)\b/g,
	);
	const hosts = text.matchAll(/https:\/\/([\w.-]*\bcallcow\.\w+)/g);
	return [
		...[...repositories].map(([, repository]) => `github.com/${repository}`),
		...[...hosts].map(([, host]) => host!),
	];
}

async function sourcesBelow(root: string): Promise<string[]> {
	const files = await Promise.all(
		SOURCES.map(async (folder) => {
			const names = await readdir(path.join(root, folder), { recursive: true });
			return names.map((name) => path.join(folder, name).replaceAll('\\', '/'));
		}),
	);
	return files
		.flat()
		.filter((file) => /\.(ts|json)$/.test(file))
		.sort();
}
