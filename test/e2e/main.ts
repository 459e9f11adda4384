/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- never published: runs on the developer's machine */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { versions } from '../../local-n8n/versions';
import { testedVersionVariable } from '../support/tested-version';

const help = `Runs the end-to-end tests on any version of n8n, which is installed once and kept.

  npm run test:n8n -- VERSION [what jest takes]

  npm run test:n8n -- 1.123.81
  npm run test:n8n -- ${versions.n8n} test/e2e/wait.test.ts
`;

const root = join(__dirname, '..', '..');

/** Runs a tool of this project with this terminal; gives its exit status. */
function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
	const { status, error } = spawnSync(process.execPath, [file, ...args], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: 'inherit',
	});
	if (error !== undefined) throw error;
	return status ?? 1;
}

const binary = (name: string) => join(root, 'node_modules', name, 'bin', `${name}.js`);

const [version, ...jestArguments] = process.argv.slice(2);
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
	console.error(help);
	process.exitCode = 1;
} else {
	// The tests take the packed tarball, which is made of what is built.
	process.exitCode =
		run(binary('gulp'), ['build']) ||
		run(binary('jest'), [...jestArguments, '--selectProjects', 'e2e'], {
			[testedVersionVariable]: version,
		});
}
