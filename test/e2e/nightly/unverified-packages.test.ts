/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from '../../../local-n8n/install';
import { packageName, packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n, type StartOptions } from '../../../local-n8n/process';
import { npmThatAsks, startNpmRegistry, type NpmRegistry } from '../../support/npm-registry';
import { testedVersion } from '../../support/tested-version';

/* What n8n 3 has as its default: packages that n8n has not verified are off. */

let folder: string;
let tarball: string;
let registry: NpmRegistry;
let given: StartOptions;
let running: RunningN8n | undefined;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-unverified-'));
	tarball = await packTarball({ outDir: folder });
	registry = await startNpmRegistry();
	await registry.publish(tarball);
	const installation = await installN8n({ version: testedVersion() });
	const env = await npmThatAsks(registry, { folder: path.join(folder, 'npm'), installation });
	given = { installation, env };
}, 240_000);

afterEach(async () => await running?.stop());
afterAll(async () => {
	await registry.close();
	await rm(folder, { recursive: true, force: true });
});

const start = async (isAllowed: boolean, more: Partial<StartOptions>) => {
	const env = { ...given.env, N8N_UNVERIFIED_PACKAGES_ENABLED: String(isAllowed) };
	running = await startN8n({ ...given, ...more, env });
	return running.client;
};

const OUR_NODES = ['callCow', 'callCowTool', 'callCowTrigger'].map(
	(name) => `${packageName}.${name}`,
);

const ourNodes = async () => {
	const names = (await running!.client.nodeTypes()).map(({ name }) => name);
	return names.filter((name) => name.startsWith(`${packageName}.`)).sort();
};

describe('n8n that refuses packages which are not verified', () => {
	it('installs the package no more, and says why', async () => {
		const n8n = await start(false, { userFolder: path.join(folder, 'empty') });
		await n8n.setupOwner();
		await expect(n8n.installPackage(packageName)).rejects.toThrow(
			'Installation of unverified community packages is forbidden',
		);
		expect(await ourNodes()).toEqual([]);
	}, 120_000);

	it('loads what was installed before under Settings > Community nodes', async () => {
		const userFolder = path.join(folder, 'installed');
		const allowing = await start(true, { userFolder });
		await allowing.setupOwner();
		await allowing.installPackage(packageName);
		await running!.stop();

		const refusing = await start(false, { userFolder });
		await refusing.login();
		expect(await ourNodes()).toEqual(OUR_NODES);
		expect(await refusing.installedPackages()).toEqual([expect.objectContaining({ packageName })]);
		await refusing.uninstallPackage(packageName);
		await expect(refusing.installPackage(packageName)).rejects.toThrow('forbidden');
	}, 240_000);

	it("loads what npm has put into the folder nodes of n8n's own", async () => {
		const n8n = await start(false, { userFolder: path.join(folder, 'unpacked'), tarball });
		await n8n.setupOwner();
		expect(await ourNodes()).toEqual(OUR_NODES);
	}, 120_000);
});
