/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';

import { CannotContinue } from './cannot-continue';
import { findFreePorts } from './ports';
import type { OnProgress } from './progress';
import { CommandFailed, runCommand } from './run-command';
import { type Service, startService } from './service';

/** A program to start, or a server that somebody else runs. */
export type RedisSource = { readonly program: string } | { readonly url: string };

export interface Redis {
	/** What n8n needs to know to use it. */
	readonly env: Readonly<Record<string, string>>;
	/** Stops it in order and starts it again, with the same data and on the same port; missing for a server of others. */
	readonly restart?: () => Promise<void>;
	stop(): Promise<void>;
}

export const redisUrlVariable = 'CALLCOW_REDIS_URL';

/**
 * Finds a Redis: the server that `CALLCOW_REDIS_URL` names, else `redis-server` on PATH, else, for root on a system with
 * apt-get, Debian's package, which is then installed.
 *
 * @throws {CannotContinue} when there is none, with what to do.
 */
export async function findRedis(onProgress: OnProgress): Promise<RedisSource> {
	const url = process.env[redisUrlVariable];
	if (url !== undefined && url !== '') return { url };
	const program = 'redis-server';
	const runs = async (command: string, ...args: string[]) => {
		try {
			await runCommand(command, args, { cwd: tmpdir() });
			return true;
		} catch (cause) {
			if (cause instanceof CommandFailed) return false;
			throw cause;
		}
	};
	if (await runs(program, '--version')) return { program };
	if (process.getuid?.() === 0) {
		onProgress('Installing redis-server from the system packages…');
		const installed =
			(await runs('apt-get', 'install', '-y', '--no-install-recommends', program)) ||
			((await runs('apt-get', 'update')) &&
				(await runs('apt-get', 'install', '-y', '--no-install-recommends', program)));
		if (installed && (await runs(program, '--version'))) return { program };
	}
	throw new CannotContinue(
		`n8n's queue mode needs Redis, but there is none on this machine. Install redis-server ` +
			`(Debian and Ubuntu: sudo apt-get install redis-server), or set ${redisUrlVariable}, ` +
			'for example to redis://127.0.0.1:6379/5.',
	);
}

/**
 * Starts a Redis on 127.0.0.1 that keeps what it is told on disk, or uses the one that the source names.
 *
 * @param folder a new one, for its data and log.
 */
export async function startRedis(source: RedisSource, folder: string): Promise<Redis> {
	if ('url' in source) {
		return { env: environmentFor(new URL(source.url)), stop: async () => undefined };
	}
	await mkdir(folder, { recursive: true });
	const [port] = (await findFreePorts(1)) as [number];
	const start = async () =>
		await startService({
			name: 'Redis',
			program: source.program,
			args: [
				...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
				...['--save', '', '--appendonly', 'yes'],
			],
			folder,
			stopSignal: 'SIGTERM',
			isReady: async () => await answersPing(port),
		});
	let service: Service = await start();
	return {
		env: environmentFor(new URL(`redis://127.0.0.1:${port}`)),
		async restart() {
			await service.stop();
			service = await start();
		},
		async stop() {
			await service.stop();
		},
	};
}

function environmentFor(url: URL): Record<string, string> {
	const database = url.pathname.slice(1);
	return {
		QUEUE_BULL_REDIS_HOST: url.hostname,
		QUEUE_BULL_REDIS_PORT: url.port === '' ? '6379' : url.port,
		...(url.username !== '' && { QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(url.username) }),
		...(url.password !== '' && { QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(url.password) }),
		...(database !== '' && { QUEUE_BULL_REDIS_DB: database }),
		...(url.protocol === 'rediss:' && { QUEUE_BULL_REDIS_TLS: 'true' }),
	};
}

/** While it loads its data it answers with an error instead. */
async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const settle = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(1_000, () => settle(false));
		socket.once('error', () => settle(false));
		socket.once('data', (data: Buffer) => settle(data.toString().startsWith('+PONG')));
		socket.write('PING\r\n');
	});
}
