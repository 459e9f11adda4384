/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packTarball } from '../../local-n8n/package-tarball';
import { budget } from './budget';
import { loadTimes } from './load-times';

const run = promisify(execFile);

let folder: string;
let tarball: string;
/** The unpacked tarball: what users get. */
let published: string;
let times: Times;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-budget-'));
	tarball = await packTarball({ outDir: folder });
	await run('tar', ['-xzf', tarball, '-C', folder]);
	published = path.join(folder, 'package');
	times = await quickestOfSome();
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

	it('covers the time in which n8n loads the nodes and the credential', () => {
		const { n8nWorkflow, own } = times;
		expect(own / n8nWorkflow).toBeLessThanOrEqual(budget.loadTimeShare);
	});

	it('covers the time in which the nodes load what they have put off until they are used', () => {
		const { n8nWorkflow, firstUse } = times;
		expect(firstUse / n8nWorkflow).toBeLessThanOrEqual(budget.firstUseShare);
	});

	it('covers the load time beside the node of another package', () => {
		const { own, peer } = times;
		expect(own / peer).toBeLessThanOrEqual(budget.loadTimeOfPeer);
	});
});

/** A well-made package with one node and no dependencies, from the registry. */
const peerFolder = path.dirname(require.resolve('@mendable/n8n-nodes-firecrawl/package.json'));

interface Times {
	readonly n8nWorkflow: number;
	readonly own: number;
	readonly firstUse: number;
	readonly peer: number;
}

/** In milliseconds. Other work on the machine only ever makes it slower: the quickest of some is the least disturbed. */
async function quickestOfSome(): Promise<Times> {
	const rounds: Times[] = [];
	for (let round = 0; round < 6; round++) {
		// Each is the first one as often as the other.
		const folders = round % 2 === 0 ? [published, peerFolder] : [peerFolder, published];
		const { n8nWorkflow, packages } = await loadTimes(folders);
		const [own, peer] = round % 2 === 0 ? packages : packages.toReversed();
		rounds.push({
			n8nWorkflow,
			own: own!.load.ms,
			firstUse: own!.firstUse.ms,
			peer: peer!.load.ms,
		});
	}
	const quickest = (what: keyof Times) => Math.min(...rounds.map((time) => time[what]));
	return {
		n8nWorkflow: quickest('n8nWorkflow'),
		own: quickest('own'),
		firstUse: quickest('firstUse'),
		peer: quickest('peer'),
	};
}
