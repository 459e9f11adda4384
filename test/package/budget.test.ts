/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packTarball } from '../../local-n8n/package-tarball';
import { budget } from './budget';

const run = promisify(execFile);

let folder: string;
let tarball: string;
/** The unpacked tarball: what users get. */
let published: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-budget-'));
	tarball = await packTarball({ outDir: folder });
	await run('tar', ['-xzf', tarball, '-C', folder]);
	published = path.join(folder, 'package');
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe('the budget of the package', () => {
	it('covers the tarball', async () => {
		expect((await stat(tarball)).size).toBeLessThanOrEqual(budget.tarballBytes);
	});

	it('covers the unpacked files', async () => {
		const entries = await readdir(published, { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile());
		const sizes = await Promise.all(
			files.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size),
		);
		const bytes = sizes.reduce((sum, size) => sum + size, 0);
		expect(bytes).toBeGreaterThan(budget.unpackedBytes / 2);
		expect(bytes).toBeLessThanOrEqual(budget.unpackedBytes);
	});

	it('covers the time in which n8n loads the nodes and the credential', async () => {
		const times: Array<{ n8nWorkflow: number; own: number }> = [];
		// Other work on the machine only ever makes it slower: the quickest of three is the least disturbed.
		for (let round = 0; round < 3; round++) {
			const { stdout } = await run(
				process.execPath,
				[path.join(__dirname, 'load-time.cjs'), published],
				{ env: { ...process.env, NODE_PATH: path.join(__dirname, '../../node_modules') } },
			);
			times.push(JSON.parse(stdout));
		}
		const quickest = (what: 'n8nWorkflow' | 'own') => Math.min(...times.map((time) => time[what]));
		expect(quickest('own') / quickest('n8nWorkflow')).toBeLessThanOrEqual(budget.loadTimeShare);
	});
});
