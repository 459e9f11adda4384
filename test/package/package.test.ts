/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
	loadOutputSchema,
	type OutputSchemaRef,
} from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import { packTarball } from '../../local-n8n/package-tarball';
import { loadTimes } from './load-times';

const run = promisify(execFile);
const root = path.join(__dirname, '../..');

let folder: string;
/** The unpacked tarball: what users get. */
let published: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-package-'));
	const tarball = await packTarball({ outDir: folder });
	await run('tar', ['-xzf', tarball, '-C', folder]);
	published = path.join(folder, 'package');
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Without NODE_ENV, which jest sets: n8n's lint rules take "test" for their own tests and judge otherwise. */
const node = async (...args: string[]) =>
	await run(process.execPath, args, { cwd: root, env: { ...process.env, NODE_ENV: undefined } });

describe('the sources', () => {
	it('pass the lint of n8n in strict mode', async () => {
		const cli = path.join(root, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
		const { stdout } = await node(cli, 'lint');
		expect(stdout).toContain('n8n-node lint');
		expect(stdout).not.toMatch(/\d+ (problem|warning)/);
	});

	it('import only what their layer may import', async () => {
		const eslint = path.join(root, 'node_modules/eslint/bin/eslint.js');
		await node(eslint, '--quiet', '--config', 'eslint.architecture.mjs', '.');
	});

	it("pass n8n's community scanner", async () => {
		const { stdout } = await node(path.join(__dirname, 'scan.mjs'), root, 'sources');
		expect(JSON.parse(stdout)).toEqual({ passed: true });
	});

	it('contain no exception from a lint rule where they are published', async () => {
		const files = (
			await Promise.all(
				['nodes', 'credentials'].map(
					async (name) =>
						await readdir(path.join(root, name), { recursive: true, withFileTypes: true }),
				),
			)
		).flat();
		const sources = files.filter((file) => file.isFile() && file.name.endsWith('.ts'));
		expect(sources.length).toBeGreaterThan(10);
		for (const { parentPath, name } of sources) {
			expect(await readFile(path.join(parentPath, name), 'utf8')).not.toMatch(
				/eslint-disable|@ts-(ignore|nocheck|expect-error)/,
			);
		}
	});
});

async function readManifest() {
	return JSON.parse(await readFile(path.join(published, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
		dependencies?: object;
		peerDependencies?: object;
	};
}

/** The modules that a published file names. */
async function requiredBy(file: string): Promise<string[]> {
	const code = await readFile(path.join(published, file), 'utf8');
	return [...code.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name]) => name!);
}

describe('the packed tarball', () => {
	it("passes n8n's community scanner", async () => {
		const { stdout } = await node(path.join(__dirname, 'scan.mjs'), published, 'published');
		expect(JSON.parse(stdout)).toEqual({ passed: true });
	});

	it('is looked at by the scanner, which finds what is forbidden', async () => {
		const copy = await mkdtemp(path.join(folder, 'forbidden-'));
		await writeFile(path.join(copy, 'a.js'), 'setTimeout(() => process.exit(1), 1);\n');
		const { stdout } = await node(path.join(__dirname, 'scan.mjs'), copy, 'published');
		expect(JSON.parse(stdout)).toMatchObject({ passed: false });
	});

	it('holds what n8n loads, and nothing that only developers need', async () => {
		const files = await readdir(published, { recursive: true, withFileTypes: true });
		const names = files
			.filter((file) => file.isFile())
			.map((file) => path.relative(published, path.join(file.parentPath, file.name)));
		expect(names.sort()).toEqual([
			'LICENSE.md',
			'README.md',
			'dist/THIRD-PARTY-LICENSES.txt',
			'dist/credentials/CallCowApi.credentials.js',
			'dist/nodes/CallCow/CallCow.node.js',
			'dist/nodes/CallCow/CallCow.node.json',
			'dist/nodes/CallCow/CallCowTrigger.node.js',
			'dist/nodes/CallCow/CallCowTrigger.node.json',
			...['v1.0.0', 'v1.1.0'].flatMap((version) =>
				[
					'call/place.json',
					'call/placeAndWait.json',
					'call/placeWithWorkflow.json',
					'output.json',
					'workflow/getAll.json',
				].map((file) => `dist/nodes/CallCow/__schema__/${version}/${file}`),
			),
			'dist/nodes/CallCow/actions/work.js',
			'dist/nodes/CallCow/callcow.dark.svg',
			'dist/nodes/CallCow/callcow.svg',
			'dist/nodes/CallCow/trigger/work.js',
			'index.js',
			'package.json',
		]);
	});

	it('tells n8n the fields of the output, for each version of the nodes', () => {
		const { CallCow, CallCowTrigger } = createRequire(path.join(root, 'index.js'))('./index.js');
		const nodeDir = path.join(published, 'dist/nodes/CallCow');
		const fieldsOf = (asked: Omit<OutputSchemaRef, 'nodeDir'>) =>
			Object.keys(loadOutputSchema({ nodeDir, ...asked })?.properties ?? {});
		for (const version of new CallCow().description.version) {
			const placeAndWait = { version, resource: 'call', operation: 'placeAndWait' };
			expect(fieldsOf(placeAndWait)).toContain('outcome');
		}
		for (const version of new CallCowTrigger().description.version) {
			expect(fieldsOf({ version, versionFallback: true })).toContain('outcome');
		}
	});

	it('needs nothing at run time but n8n', async () => {
		const manifest = await readManifest();
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const file of await readdir(path.join(published, 'dist'), { recursive: true })) {
			if (!file.endsWith('.js')) continue;
			for (const name of await requiredBy(path.join('dist', file))) {
				expect([
					'n8n-workflow',
					'zod',
					'luxon',
					'node:crypto',
					'./actions/work',
					'./trigger/work',
				]).toContain(name);
			}
		}
	});

	it('loads no library, and not what the nodes do, before they are used', async () => {
		const { n8n } = await readManifest();
		for (const file of [...n8n.nodes, ...n8n.credentials]) {
			const loadedLater = ['./actions/work', './trigger/work'];
			const required = (await requiredBy(file)).filter((name) => !loadedLater.includes(name));
			expect(['n8n-workflow']).toEqual(expect.arrayContaining(required));
		}
		const {
			packages: [times],
		} = await loadTimes([published]);
		expect(times!.load.files).toBe(n8n.nodes.length + n8n.credentials.length);
		expect(times!.firstUse.files).toBe(times!.load.files + 2);
	});

	it('gives the classes and their icons to whoever requires it', () => {
		const required = createRequire(path.join(root, 'index.js'))('./index.js');
		expect(Object.keys(required).sort()).toEqual(['CallCow', 'CallCowApi', 'CallCowTrigger']);
		expect(new required.CallCow().description.name).toBe('callCow');
		expect(new required.CallCowTrigger().description.name).toBe('callCowTrigger');
		expect(new required.CallCowApi().name).toBe('callCowApi');
	});
});
