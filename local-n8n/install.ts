/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { cacheFolder } from './cache-folder';
import { CannotContinue } from './cannot-continue';
import { differencesOf } from './differences';
import { withInstallLock } from './install-lock';
import { type OnProgress, reportStep } from './progress';
import { CommandFailed, type CommandOptions, runCommand } from './run-command';
import { versions } from './versions';

/** An n8n that is ready to be started. */
export interface Installation {
	/** Of n8n, such as `2.41.1`. */
	readonly version: string;
	/** Where all of it is; removing this folder removes the installation. */
	readonly folder: string;
	/** The Node program that n8n runs on. */
	readonly nodeFile: string;
	/** The script that Node is given to start n8n. */
	readonly n8nFile: string;
}

export interface InstallOptions {
	/** Of n8n; by default the pinned one, the only one with a lockfile. */
	readonly version?: string;
	readonly onProgress?: OnProgress;
	/** Where installations are kept; by default what `cacheFolder()` says. */
	readonly cache?: string;
	/** Ends the installation; the next one starts it anew. */
	readonly signal?: AbortSignal;
}

/** What decides which n8n is installed, and what else comes with it. */
interface Recipe {
	readonly versions: { readonly n8n: string; readonly node: string; readonly pnpm: string };
	readonly manifest: string;
	/** Missing for all versions but the pinned one: their dependencies are the newest that fit on the day. */
	readonly lockfile?: string;
}

function recipeOf(version: string): Recipe {
	if (!/^\d+\.\d+\.\d+$/.test(version)) {
		throw new CannotContinue(
			`"${version}" is not an n8n version. Enter the full version, such as ${versions.n8n}. ` +
				'`npm view n8n versions` lists all versions.',
		);
	}
	const manifest = JSON.stringify({
		private: true,
		dependencies: { n8n: version },
		// linkedom newer than this asks for a package that not every registry has. The lockfile repeats both overrides.
		pnpm: {
			overrides: {
				linkedom: '0.18.14',
				sqlite3: 'file:./sqlite3-shim',
				...differencesOf(version).dependencyOverrides,
			},
		},
	});
	const isPinned = version === versions.n8n;
	const lockfile = isPinned ? join(__dirname, `n8n-${version}.pnpm-lock.yaml`) : undefined;
	return { versions: { ...versions, n8n: version }, manifest, lockfile };
}

/**
 * npm's own `sqlite3` fetches or compiles its binary when it is installed. `@appthreat/sqlite3` is the same library
 * with its binaries inside the npm package; behind this shim n8n finds it under the name it asks for.
 */
const shim = {
	'package.json': JSON.stringify({
		name: 'sqlite3',
		version: '5.1.7',
		main: 'index.js',
		dependencies: { '@appthreat/sqlite3': '9.0.2' },
	}),
	'index.js': "module.exports = require('@appthreat/sqlite3').default;\n",
};

/** n8n takes 2.2 GB; the rest is for what npm and pnpm unpack on the way. */
const neededBytes = 3_000_000_000;

/**
 * Installs n8n with a Node of its own, once for all checkouts, and afterwards finds it there at once.
 *
 * Needs npm, and the npm registry the first time. Nothing is compiled, and nothing outside the cache folder and the
 * download caches of npm and pnpm is touched. An installation that was cut off is made anew; of several processes at
 * once, one installs and the others wait for it.
 *
 * Each version has a folder of its own; the pinned one is the same on every machine and every day.
 *
 * @throws {CannotContinue} when there is no such version, and without network, npm, disk space or a platform that n8n's binaries exist for.
 */
export async function installN8n(options: InstallOptions = {}): Promise<Installation> {
	const { version = versions.n8n, onProgress = () => undefined, cache = cacheFolder() } = options;
	const recipe = recipeOf(version);
	const folder = join(cache, `n8n-${version}-${await recipeHash(recipe)}`);
	const installation = describeInstallation(version, folder);
	if (isComplete(installation)) return installation;

	refuseUnsupportedPlatform(version);
	try {
		await mkdir(cache, { recursive: true });
	} catch (cause) {
		throw new CannotContinue(
			`The cache folder ${cache} cannot be created (${(cause as Error).message}). ` +
				'Set N8N_CALLCOW_CACHE to a folder that you can write to.',
		);
	}
	const onWait = () => {
		onProgress('Another process is installing n8n. Waiting for it to finish…');
	};
	return await withInstallLock(`${folder}.lock`, onWait, async () => {
		if (isComplete(installation)) return installation;
		await refuseFullDisk(cache);
		await install(installation, recipe, onProgress, options.signal);
		return installation;
	});
}

function describeInstallation(version: string, folder: string): Installation {
	const program = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		version,
		folder,
		nodeFile: join(folder, '.node', 'node_modules', 'node', 'bin', program),
		n8nFile: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

function markerFile(installation: Installation): string {
	return join(installation.folder, 'complete');
}

/** The marker is written last; the two programs are asked for too, in case someone tidied up by hand. */
function isComplete(installation: Installation): boolean {
	return [markerFile(installation), installation.nodeFile, installation.n8nFile].every((file) =>
		existsSync(file),
	);
}

/** A change in anything that decides what is installed leads to another folder, never to a mixture. */
async function recipeHash({ versions: all, manifest, lockfile }: Recipe): Promise<string> {
	const hash = createHash('sha256');
	hash.update(JSON.stringify([all, shim, manifest, process.platform, process.arch]));
	if (lockfile !== undefined) hash.update(await readFile(lockfile));
	return hash.digest('hex').slice(0, 12);
}

function refuseUnsupportedPlatform(version: string): void {
	const platform = `${process.platform}-${process.arch}`;
	const supported = ['linux', 'darwin', 'win32'].flatMap((system) =>
		['x64', 'arm64'].map((processor) => `${system}-${processor}`),
	);
	if (!supported.includes(platform)) {
		throw new CannotContinue(
			`n8n's database has no binaries for ${platform}. ` +
				`Use one of ${supported.join(', ')}, or run n8n ${version} in Docker.`,
		);
	}
	if (process.platform === 'linux' && !usesGlibc()) {
		throw new CannotContinue(
			"npm has the Node that n8n needs for Linux with glibc only, not for Alpine's musl. " +
				'Use a system or image based on Debian or Ubuntu.',
		);
	}
}

function usesGlibc(): boolean {
	const report = process.report?.getReport() as
		| { header?: { glibcVersionRuntime?: string } }
		| undefined;
	return report?.header?.glibcVersionRuntime !== undefined;
}

async function refuseFullDisk(cache: string): Promise<void> {
	const { bavail, bsize } = await statfs(cache);
	const freeBytes = bavail * bsize;
	if (freeBytes >= neededBytes) return;
	const inGigabytes = (bytes: number) => (bytes / 1_000_000_000).toFixed(1);
	throw new CannotContinue(
		`n8n needs ${inGigabytes(neededBytes)} GB in ${cache}, but only ${inGigabytes(freeBytes)} GB are free. ` +
			'Free up space, or set N8N_CALLCOW_CACHE to a folder on another disk.',
	);
}

async function install(
	installation: Installation,
	{ manifest, lockfile }: Recipe,
	onProgress: OnProgress,
	signal: AbortSignal | undefined,
): Promise<void> {
	const { version, folder, nodeFile } = installation;
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	const nodeFolder = await makeNpmFolder(folder, '.node');
	const pnpmFolder = await makeNpmFolder(folder, '.pnpm');

	await reportStep(onProgress, `Installing Node ${versions.node} for n8n`, async () => {
		// This package brings its program in a preinstall script, so scripts have to be allowed for this one.
		const args = ['install', '--ignore-scripts=false', `node@${versions.node}`];
		await download('npm', [...args, ...quiet], { cwd: nodeFolder, signal });
		if (!existsSync(nodeFile)) {
			throw new CannotContinue(
				`npm installed node@${versions.node}, but its executable is missing (${nodeFile}). ` +
					'Its preinstall script did not run. Check that npm is allowed to run scripts.',
			);
		}
	});
	await reportStep(onProgress, `Installing pnpm ${versions.pnpm}`, async () => {
		const args = ['install', '--ignore-scripts', `pnpm@${versions.pnpm}`];
		await download('npm', [...args, ...quiet], { cwd: pnpmFolder, signal });
	});

	await writeFile(join(folder, 'package.json'), manifest);
	if (lockfile !== undefined) await copyFile(lockfile, join(folder, 'pnpm-lock.yaml'));
	await mkdir(join(folder, 'sqlite3-shim'));
	for (const [name, text] of Object.entries(shim)) {
		await writeFile(join(folder, 'sqlite3-shim', name), text);
	}
	const minutes =
		lockfile === undefined
			? 'a few minutes, because it has no lockfile'
			: 'about a minute on a fast connection';
	const step = `Installing n8n ${version} (2.2 GB; ${minutes})`;
	await reportStep(onProgress, step, async (setDetail) => {
		const pnpm = join(pnpmFolder, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
		const frozen = lockfile === undefined ? '--no-frozen-lockfile' : '--frozen-lockfile';
		const args = ['install', frozen, '--prefer-offline', '--ignore-scripts', '--ignore-workspace'];
		await download(nodeFile, [pnpm, ...args, '--reporter=append-only'], {
			cwd: folder,
			signal,
			env: { ...environmentWithNode(nodeFile), CI: 'true' },
			onLine: (line) => {
				const progress = /^Progress: (.*)$/.exec(line)?.[1];
				if (progress !== undefined) setDetail(progress);
			},
		});
	});
	await writeFile(markerFile(installation), new Date().toISOString());
}

const quiet = [
	'--no-audit',
	'--no-fund',
	'--no-update-notifier',
	'--loglevel=error',
	// npm waits 70 seconds in all by default before it says that there is no network.
	'--fetch-retry-mintimeout=1000',
	'--fetch-retry-maxtimeout=4000',
];

/** A folder with a manifest of its own, so that npm installs into it and not into a folder above. */
async function makeNpmFolder(parent: string, name: string): Promise<string> {
	const folder = join(parent, name);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
	return folder;
}

/** The environment with this Node first in PATH: n8n and pnpm start `node` by its bare name. */
export function environmentWithNode(
	nodeFile: string,
	env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
	const separator = process.platform === 'win32' ? ';' : ':';
	// Windows spells it "Path"; with both spellings in one environment it is not defined which one counts.
	const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
	return { ...env, [name]: `${dirname(nodeFile)}${separator}${env[name] ?? ''}` };
}

async function download(
	command: string,
	args: readonly string[],
	options: CommandOptions,
): Promise<void> {
	try {
		await runCommand(command, args, options);
	} catch (cause) {
		throw cause instanceof CommandFailed ? explainDownload(command, cause) : cause;
	}
}

const networkCodes =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|UND_ERR_|ERR_PNPM_META_FETCH_FAIL|ERR_PNPM_FETCH_|SELF_SIGNED_CERT|UNABLE_TO_/;

/** Turns npm's and pnpm's output into what happened and what to do. */
export function explainDownload(command: string, failed: CommandFailed): CannotContinue {
	if (failed.isMissing && command === 'npm') {
		return new CannotContinue(
			'npm was not found. It comes with Node: install Node 20 or newer from https://nodejs.org.',
		);
	}
	if (/ENOSPC|no space left/i.test(failed.output)) {
		return new CannotContinue(
			'The disk is full. Free up space (n8n needs 3 GB), or set N8N_CALLCOW_CACHE to a folder on another disk.',
		);
	}
	if (failed.output.includes('ERR_PNPM_NO_MATCHING_VERSION')) {
		const line = /No matching version found for .*/.exec(failed.output)?.[0] ?? '';
		return new CannotContinue(
			`The registry is missing something that this n8n needs: ${line}\n` +
				'If it is n8n itself, `npm view n8n versions` lists all versions. If it is something else, ' +
				'pin a version that the registry has in local-n8n/differences.ts.',
		);
	}
	const lastLines = failed.output.trim().split('\n').slice(-15).join('\n');
	const code = networkCodes.exec(failed.output)?.[0];
	if (code !== undefined) {
		return new CannotContinue(
			`n8n could not be downloaded (${code}). Check the connection, the registry that ` +
				'`npm config get registry` shows, and, behind a proxy, HTTPS_PROXY. Then run this again.\n' +
				`The last lines were:\n${lastLines}`,
		);
	}
	return new CannotContinue(`${failed.message}. The last lines were:\n${lastLines}`);
}
