/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { CannotContinue } from './cannot-continue';
import { n8nEnvironment } from './environment';
import type { Installation } from './install';
import { unpackInto } from './package-tarball';
import { findFreePorts, refuseTakenPort } from './ports';
import { type OnProgress, reportStep } from './progress';
import { N8nClient } from './rest-client';

/** What one process of n8n does: all of it (`start`), or in queue mode webhooks or executions only. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface StartOptions {
	readonly installation: Installation;
	/** By default `start`. */
	readonly command?: N8nCommand;
	/** What follows the command, such as `--concurrency=5`. */
	readonly args?: readonly string[];
	/** The packed package; unpacked into the user folder, in place of what an earlier start put there. */
	readonly tarball?: string;
	/** Where n8n keeps its database and keys. By default a new one, which `stop` removes. */
	readonly userFolder?: string;
	/** By default one that is free. */
	readonly port?: number;
	/** Environment variables for n8n, on top of the quiet ones. */
	readonly env?: Readonly<Record<string, string>>;
	readonly onProgress?: OnProgress;
	/** How long n8n gets until it answers, in milliseconds; by default three minutes. */
	readonly readyWithinMs?: number;
	/** Ends n8n while it is starting; the start then rejects with the signal's reason. */
	readonly signal?: AbortSignal;
}

export interface RunningN8n {
	/** Like `http://127.0.0.1:5678`, without a slash at the end. */
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly userFolder: string;
	readonly logFile: string;
	/**
	 * Not logged in yet: `setupOwner` on a fresh user folder, `login` on a used one. Webhook processes and workers serve
	 * nobody's login.
	 */
	readonly client: N8nClient;
	/** Settles when n8n ends, whoever ended it. */
	readonly ended: Promise<void>;
	/** Ends n8n and its task runner; resolves when both are gone. Calling it again changes nothing. */
	stop(): Promise<void>;
	/** As a crash would: no chance to put anything away. */
	kill(): Promise<void>;
}

const pollEveryMs = 200;
/** More than the five seconds that n8n itself gives to running executions. */
const killAfterMs = 15_000;

/**
 * Starts n8n on this machine and resolves when it answers requests, its nodes loaded and its database migrated.
 *
 * It listens on 127.0.0.1 only and calls nobody. When this process ends, n8n ends with it, however that happens.
 * To start it again on the same data, stop it and give the same `userFolder`.
 *
 * @throws {CannotContinue} when the port is taken, or n8n ends or stays silent; then with the end of its log.
 */
export async function startN8n(options: StartOptions): Promise<RunningN8n> {
	const { installation, onProgress = () => undefined } = options;
	const port = await choosePort(options.port);
	const [brokerPort] = (await findFreePorts(1)) as [number];
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-')));
	await mkdir(userFolder, { recursive: true });
	if (options.tarball !== undefined) await unpackInto(userFolder, options.tarball);

	const logFile = join(userFolder, 'n8n.log');
	const log = openSync(logFile, 'a');
	const watchdog = join(__dirname, 'exit-with-parent.cjs');
	const child = spawn(
		installation.nodeFile,
		[
			...['--require', watchdog, installation.n8nFile],
			...[options.command ?? 'start', ...(options.args ?? [])],
		],
		{
			cwd: userFolder,
			env: n8nEnvironment({ ...options, userFolder, port, brokerPort, overrides: options.env }),
			stdio: ['ignore', log, log],
			// A process group of its own: Ctrl+C in the terminal is for us, who then stop n8n in order, and whatever
			// n8n leaves behind can be found.
			detached: process.platform !== 'win32',
			windowsHide: true,
		},
	);
	closeSync(log);
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => {
			resolve();
		});
		child.once('error', () => {
			resolve();
		});
	});
	const killNow = () => {
		killGroup(child);
	};
	process.once('exit', killNow);

	const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
		if (signal === 'SIGTERM' && isAlive(child)) {
			child.kill('SIGTERM');
			await Promise.race([ended, delay(killAfterMs, undefined, { ref: false })]);
		}
		killNow();
		await ended;
		process.off('exit', killNow);
	};
	let stopping: Promise<void> | undefined;
	const running: RunningN8n = {
		url: `http://127.0.0.1:${port}`,
		port,
		pid: child.pid ?? -1,
		userFolder,
		logFile,
		client: new N8nClient(`http://127.0.0.1:${port}`, installation.version),
		ended,
		async stop() {
			stopping ??= end('SIGTERM').then(async () => {
				if (options.userFolder === undefined) await removeFolder(userFolder);
			});
			await stopping;
		},
		async kill() {
			await end('SIGKILL');
		},
	};

	try {
		await reportStep(onProgress, 'Starting n8n', async () => {
			await waitUntilReady(running, child, options);
		});
	} catch (cause) {
		await end('SIGKILL');
		// Else the log stays: the message names it.
		if (options.signal?.aborted && options.userFolder === undefined) await removeFolder(userFolder);
		throw cause;
	}
	return running;
}

async function choosePort(wanted: number | undefined): Promise<number> {
	if (wanted === undefined) return ((await findFreePorts(1)) as [number])[0];
	await refuseTakenPort(wanted);
	return wanted;
}

async function waitUntilReady(
	n8n: RunningN8n,
	child: ChildProcess,
	{ readyWithinMs: withinMs = 180_000, command = 'start', signal }: StartOptions,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		signal?.throwIfAborted();
		if (!isAlive(child)) {
			const how = child.signalCode ?? `exit status ${child.exitCode ?? 'unknown'}`;
			throw new CannotContinue(
				`n8n stopped while it was starting (${how}). ${await endOfLog(n8n)}`,
			);
		}
		const isReady = command === 'start' ? await n8n.client.isReady() : await n8n.client.isHealthy();
		if (isReady) return;
		await Promise.race([n8n.ended, delay(pollEveryMs)]);
	}
	throw new CannotContinue(
		`n8n did not respond within ${Math.round(withinMs / 1000)} seconds. ${await endOfLog(n8n)}`,
	);
}

async function endOfLog(n8n: RunningN8n): Promise<string> {
	const text = await readFile(n8n.logFile, 'utf8').catch(() => '');
	return `The end of its log (${n8n.logFile}):\n${text.trim().split('\n').slice(-20).join('\n')}`;
}

function isAlive(child: ChildProcess): boolean {
	return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Ends n8n and all it started, at once. It may be called when they are gone already. */
function killGroup(child: ChildProcess): void {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		if (isAlive(child)) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
		return;
	}
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		// Nobody is left in the group.
	}
}

/** The task runner may still be closing files in it, and Windows removes no open file. */
async function removeFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
