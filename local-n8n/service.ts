/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { CannotContinue } from './cannot-continue';

export interface ServiceOptions {
	/** For messages. */
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	/** Its log goes there. */
	readonly folder: string;
	readonly isReady: () => Promise<boolean>;
	/** What asks the server to close in order, and soon. */
	readonly stopSignal: 'SIGTERM' | 'SIGINT';
	/** Run as another user of the system; only root can. */
	readonly user?: { readonly uid: number; readonly gid: number };
}

/** A server beside n8n: a database, a queue. */
export interface Service {
	/** In order; resolves when it is gone. Calling it again changes nothing. */
	stop(): Promise<void>;
}

const pollEveryMs = 100;
const readyWithinMs = 60_000;
const killAfterMs = 15_000;

/**
 * Starts a server and resolves when it is ready. When this process ends, the server ends with it.
 *
 * @throws {CannotContinue} when it ends or stays silent; then with the end of its log.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
	const logFile = join(options.folder, `${options.name.toLowerCase()}.log`);
	const log = openSync(logFile, 'a');
	const child = spawn(
		process.execPath,
		// This stays the user who may read the checkout; only the server is another.
		[
			join(__dirname, 'with-parent.cjs'),
			JSON.stringify(options.user ?? {}),
			options.program,
			...options.args,
		],
		{ cwd: options.folder, stdio: ['ignore', log, log], detached: true },
	);
	closeSync(log);
	let isGone = false;
	const ended = new Promise<void>((resolve) => {
		const settle = () => {
			isGone = true;
			resolve();
		};
		child.once('exit', settle);
		child.once('error', settle);
	});
	const killGroup = () => {
		if (child.pid === undefined) return;
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch {
			// Nobody is left in the group.
		}
	};
	process.once('exit', killGroup);
	const stop = async () => {
		if (!isGone) child.kill(options.stopSignal);
		await Promise.race([ended, delay(killAfterMs, undefined, { ref: false })]);
		killGroup();
		await ended;
		process.off('exit', killGroup);
	};

	const deadline = Date.now() + readyWithinMs;
	while (!(await options.isReady())) {
		if (!isGone && Date.now() < deadline) {
			await delay(pollEveryMs);
			continue;
		}
		const how = isGone ? 'stopped while it was starting' : 'did not become ready';
		await stop();
		const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
		throw new CannotContinue(
			`${options.name} ${how}. The end of its log (${logFile}):\n${lines.slice(-20).join('\n')}`,
		);
	}
	return { stop };
}
