/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installN8n } from '../../local-n8n/install';
import { packageName, packTarball } from '../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../local-n8n/process';
import { findChromium } from '../../screenshots/chromium';
import { launchBrowser, openEditor } from '../../screenshots/editor';
import { startSimulator, type Simulator } from '../../simulator/server';
import { npmThatAsks, startNpmRegistry } from '../support/npm-registry';

/** An n8n into which the package was installed as a user does it, and a tab of its editor. */
export interface EditorStage {
	readonly n8n: RunningN8n;
	readonly simulator: Simulator;
	readonly page: Page;
	close(): Promise<void>;
}

/** Starts an n8n that has never heard of the package, and installs the packed tarball under Settings. */
export async function startEditorStage(): Promise<EditorStage> {
	const putAway: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const each of putAway.splice(0).reverse()) await each();
	};
	try {
		const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-editor-'));
		putAway.push(async () => await rm(folder, { recursive: true, force: true }));
		const tarball = await packTarball({ outDir: folder });
		const installation = await installN8n();
		const registry = await startNpmRegistry();
		putAway.push(registry.close);
		await registry.publish(tarball);
		const env = await npmThatAsks(registry, { folder: join(folder, 'npm'), installation });
		const n8n = await startN8n({ installation, env });
		putAway.push(n8n.stop);
		await n8n.client.setupOwner();
		const simulator = await startSimulator({ allowPrivateCallbacks: true });
		putAway.push(simulator.close);
		const browser = await launchBrowser(findChromium() ?? 'chromium');
		putAway.push(async () => await browser.close());
		const page = await openEditor(browser, { n8n, simulator }, 'light');
		page.setDefaultTimeout(30_000);
		await page.setViewportSize({ width: 1500, height: 2000 });
		await install(page);
		return { n8n, simulator, page, close };
	} catch (cause) {
		await close();
		throw cause;
	}
}

export async function versionHere(): Promise<string> {
	const manifest = await readFile(join(__dirname, '..', '..', 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}

async function install(page: Page): Promise<void> {
	await page.goto('/settings/community-nodes');
	await page.getByRole('button', { name: 'Install a community node' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox').fill(packageName);
	await dialog.getByText('I understand the risks').click();
	await dialog.getByRole('button', { name: 'Install' }).click();
	// n8n starts npm three times for it, which takes long on a machine that has other things to do.
	await page.getByText('Package installed').waitFor({ timeout: 120_000 });
}
