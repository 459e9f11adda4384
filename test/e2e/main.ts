/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- never published: runs on the developer's machine */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { versions } from '../../local-n8n/versions';
import { n8nUrlVariable } from '../support/n8n-elsewhere';
import { testedVersionVariable } from '../support/tested-version';
import byAddress from './by-address.json';

const help = `Runs the end-to-end tests on any version of n8n, which is installed once and kept, or on an n8n that runs elsewhere on
this machine, such as in a container.

  npm run test:n8n -- VERSION [what jest takes]
  npm run test:n8n -- --url ADDRESS [what jest takes]

  npm run test:n8n -- 1.123.81
  npm run test:n8n -- ${versions.n8n} test/e2e/wait.test.ts
  npm run test:n8n -- --url http://127.0.0.1:5678

By address, the package has to be installed there, and tests that look into n8n's files or end it are left out. See
local-n8n/README.md.
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

// The tests take the packed tarball, which is made of what is built.
const build = () => run(binary('gulp'), ['build']);

function onVersion(version: string, jestArguments: readonly string[]): number {
	return (
		build() ||
		run(binary('jest'), [...jestArguments, '--selectProjects', 'e2e'], {
			[testedVersionVariable]: version,
		})
	);
}

/** Nothing is built: what is tested is what is installed there. */
function atAddress(url: string, jestArguments: readonly string[]): number {
	const left = endToEndTests().filter((name) => !byAddress.includes(name));
	console.log(`Left out, because they need more than an address: ${left.join(', ')}`);
	return run(binary('jest'), [...jestArguments, '--config', 'jest.by-address.config.js'], {
		[n8nUrlVariable]: url,
	});
}

const endToEndTests = () =>
	readdirSync(__dirname)
		.filter((file) => file.endsWith('.test.ts'))
		.map((file) => basename(file, '.test.ts'));

const [what = '', ...others] = process.argv.slice(2);
const [address = '', ...jestArguments] = others;
if (/^\d+\.\d+\.\d+$/.test(what)) process.exitCode = onVersion(what, others);
else if (what === '--url' && /^https?:\/\//.test(address)) {
	process.exitCode = atAddress(address.replace(/\/+$/, ''), jestArguments);
} else {
	console.error(help);
	process.exitCode = 1;
}
