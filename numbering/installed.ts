/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isValidPhoneNumber, type CountryCode, type MetadataJson } from 'libphonenumber-js/core';
import { runCommand } from '../local-n8n/run-command';
import type { Compared } from './compare';
import { readNumbering } from './metadata';

/** The numbering of the libphonenumber-js in a `node_modules`. Its rules are carried out by the installed library. */
export async function numberingIn(nodeModules: string): Promise<Compared> {
	const read = async <T>(file: string): Promise<T> =>
		JSON.parse(await readFile(path.join(nodeModules, 'libphonenumber-js', file), 'utf8')) as T;
	const { version } = await read<{ version: string }>('package.json');
	const metadata = await read<MetadataJson>('metadata.max.json');
	const examples = await read<Record<string, string>>('examples.mobile.json');
	return {
		numbering: readNumbering(version, metadata, examples),
		isValid: (number, country) =>
			isValidPhoneNumber(number, { defaultCountry: country as CountryCode }, metadata),
	};
}

/** The numbering of a version in the npm registry. */
export async function numberingOf(version: string): Promise<Compared> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-numbering-'));
	try {
		// Without a manifest of its own npm would install into a folder above.
		await writeFile(path.join(folder, 'package.json'), '{"private":true}');
		const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
		await runCommand('npm', [...args, `libphonenumber-js@${version}`], { cwd: folder });
		return await numberingIn(path.join(folder, 'node_modules'));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
