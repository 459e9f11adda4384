/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { spawn } from 'node:child_process';

export interface CommandOptions {
	readonly cwd: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Receives each line of output as it is written, standard output and standard error together. */
	readonly onLine?: (line: string) => void;
	/** Ends the command. */
	readonly signal?: AbortSignal;
	/** Run as another user of the system; only root can. */
	readonly user?: { readonly uid: number; readonly gid: number };
}

/** What a command that ended has written. */
export interface CommandResult {
	readonly stdout: string;
	/** Standard output and standard error as they came; at most the last 64,000 characters. */
	readonly output: string;
}

/** A command that could not be started, or ended with another exit status than 0. */
export class CommandFailed extends Error {
	override readonly name = 'CommandFailed';

	constructor(
		message: string,
		/** Everything that the command wrote; at most the last 64,000 characters. */
		readonly output: string,
		/** True when the program was not found. */
		readonly isMissing: boolean,
	) {
		super(message);
	}
}

const keptCharacters = 64_000;

/**
 * Runs a command to its end.
 *
 * On Windows it goes through the shell, because npm is a `.cmd` file there: give no arguments with spaces.
 *
 * @throws {CommandFailed} when it can't be started or its exit status is not 0.
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	options: CommandOptions,
): Promise<CommandResult> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: options.env ?? process.env,
			stdio: ['ignore', 'pipe', 'pipe'],
			signal: options.signal,
			shell: process.platform === 'win32' && command === 'npm',
			...options.user,
		});
		let stdout = '';
		let output = '';
		let unfinishedLine = '';
		const read = (text: string) => {
			output = (output + text).slice(-keptCharacters);
			const lines = (unfinishedLine + text).split(/\r?\n/);
			unfinishedLine = lines.pop() ?? '';
			for (const line of lines) options.onLine?.(line);
		};
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			read(text);
		});
		child.stderr.setEncoding('utf8').on('data', read);
		child.on('error', (cause: NodeJS.ErrnoException) => {
			reject(
				new CommandFailed(
					`${command} could not be started: ${cause.message}`,
					output,
					cause.code === 'ENOENT',
				),
			);
		});
		child.on('close', (status, signal) => {
			if (status === 0) resolve({ stdout, output });
			else {
				const ending = signal === null ? `exit status ${status}` : `signal ${signal}`;
				reject(
					new CommandFailed(`${command} ${args[0] ?? ''} ended with ${ending}`, output, false),
				);
			}
		});
	});
}
