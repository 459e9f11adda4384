/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { CannotContinue } from './cannot-continue';
import { CommandFailed, runCommand } from './run-command';

export const packageName = 'n8n-nodes-callcow';

const checkout = resolve(__dirname, '..');

/**
 * Packs this checkout's built package, just as it would be published, and returns the path of the tarball.
 *
 * @param outDir where the tarball goes; made if need be.
 * @throws {CannotContinue} when a file that package.json promises to n8n has not been built.
 */
export async function packTarball({ outDir }: { readonly outDir: string }): Promise<string> {
	const { n8n } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const missing = [...n8n.nodes, ...n8n.credentials].filter(
		(file) => !existsSync(join(checkout, file)),
	);
	if (missing.length > 0) {
		throw new CannotContinue(
			`The package is not built. Missing: ${missing.join(', ')}. Run \`npm run build\` first.`,
		);
	}
	await mkdir(outDir, { recursive: true });
	// The destination goes through the environment: on Windows npm is started by a shell that would split a path
	// with spaces.
	const env = { ...process.env, npm_config_pack_destination: resolve(outDir) };
	try {
		const { stdout } = await runCommand('npm', ['pack', '--json', '--ignore-scripts'], {
			cwd: checkout,
			env,
		});
		const [packed] = JSON.parse(stdout) as Array<{ filename: string }>;
		if (packed === undefined) throw new CannotContinue('npm pack created no tarball.');
		return join(resolve(outDir), packed.filename);
	} catch (cause) {
		if (cause instanceof CommandFailed) {
			throw new CannotContinue(`${cause.message}. Its output was:\n${cause.output}`);
		}
		throw cause;
	}
}

/**
 * Unpacks a tarball to where n8n keeps community packages, which gives the nodes the names that users' workflows have.
 * A linked checkout would hide files that are missing from the tarball.
 *
 * @param userFolder n8n's `N8N_USER_FOLDER`.
 */
export async function unpackInto(userFolder: string, tarball: string): Promise<void> {
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', packageName);
	await mkdir(target, { recursive: true });
	// The system's tar: Linux, macOS and Windows 10 and newer all bring one.
	await runCommand('tar', ['-xzf', resolve(tarball), '--strip-components=1'], { cwd: target });
}
