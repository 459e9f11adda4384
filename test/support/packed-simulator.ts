/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../local-n8n/run-command';

const simulatorFolder = path.join(__dirname, '../../simulator');

/** The simulator's package, installed in a folder of its own as users would. */
export interface InstalledSimulator {
	readonly folder: string;
	readonly tarball: string;
	/** Runs the installed command to its end, or starts it: `start` waits until it listens. */
	run(args: string[], environment?: NodeJS.ProcessEnv): Promise<Ended>;
	start(args: string[], environment?: NodeJS.ProcessEnv): Promise<RunningSimulator>;
	remove(): Promise<void>;
}

export interface Ended {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningSimulator {
	/** What stands under each name that the command has printed: `Phone`, `Base URL`, `API key`, `Token`. */
	printed(name: string): string;
	/** How long it took until it listened. */
	readonly startedAfterMs: number;
	/** Ends it, as Ctrl+C does unless told otherwise. */
	stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Packs the built simulator and installs the tarball without any network. */
export async function installPackedSimulator(): Promise<InstalledSimulator> {
	if (!existsSync(path.join(simulatorFolder, 'dist/callcow-simulator'))) {
		throw new Error('The simulator is not built. Run `npm run build` first.');
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'callcow-simulator-'));
	const { stdout } = await runCommand('npm', ['pack', '--json', '--ignore-scripts'], {
		cwd: simulatorFolder,
		env: { ...process.env, npm_config_pack_destination: folder },
	});
	const [packed] = JSON.parse(stdout) as Array<{ filename: string }>;
	const tarball = path.join(folder, packed!.filename);
	await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
	await runCommand('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
		cwd: folder,
	});
	const command = path.join(folder, 'node_modules/.bin/callcow-simulator');
	return {
		folder,
		tarball,
		run: async (args, environment) => await started(command, folder, args, environment).ended,
		start: async (args, environment) => {
			const before = performance.now();
			const { ended, output, kill, lineLike } = started(command, folder, args, environment);
			await lineLike('Press Ctrl+C to stop.');
			const startedAfterMs = performance.now() - before;
			return {
				printed: (name) => new RegExp(`^  ${name} +(\\S+)`, 'm').exec(output())![1]!,
				startedAfterMs,
				stop: async (signal = 'SIGINT') => {
					kill(signal);
					return await ended;
				},
			};
		},
		remove: async () => await rm(folder, { recursive: true, force: true }),
	};
}

function started(
	command: string,
	cwd: string,
	args: string[],
	environment: NodeJS.ProcessEnv = {},
) {
	const child = spawn(command, args, {
		cwd,
		env: { PATH: process.env.PATH, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const texts = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
	}
	const ended = once(child, 'close').then(
		([status]): Ended => ({ status: status as number | null, ...texts }),
	);
	const lineLike = async (text: string): Promise<void> => {
		while (!texts.stdout.includes(text)) {
			const early = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended]);
			if (early) throw new Error(`It ended with ${early.status}:\n${early.stdout}${early.stderr}`);
		}
	};
	return { ended, lineLike, output: () => texts.stdout, kill: child.kill.bind(child) };
}
