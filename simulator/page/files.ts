/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published with the nodes: runs on the developer's machine */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The page itself, beside this file; the build puts it beside the packed one. */
export const pageFolder = join(__dirname, 'browser');

/** What the page imports by name, and the files in which the packages bring it for browsers. */
const libraries = {
	preact: 'preact.module.js',
	'preact/hooks': 'hooks.module.js',
	htm: 'htm.module.js',
};

// In the package they lie with the page; in a checkout they are where npm has put them.
const packedLibraries = join(pageFolder, 'modules');

/** The libraries with the folder of each. */
export const modules = Object.entries(libraries).map(([name, file]) => ({
	name,
	file,
	folder: existsSync(packedLibraries) ? packedLibraries : dirname(require.resolve(name)),
}));
