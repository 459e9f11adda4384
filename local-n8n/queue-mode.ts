/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Installation } from './install';
import { findFreePorts } from './ports';
import { type Postgres, startPostgres } from './postgres';
import { type N8nCommand, type RunningN8n, startN8n } from './process';
import type { OnProgress } from './progress';
import { type Redis, type RedisSource, startRedis } from './redis';
import type { N8nClient } from './rest-client';

export const roles = ['main', 'worker 1', 'worker 2', 'webhook'] as const;

/** The processes of n8n: the main one plans and serves the editor, workers execute, the webhook one takes requests. */
export type Role = (typeof roles)[number];

export interface QueueModeOptions {
	readonly installation: Installation;
	/** The packed package, which each process gets of its own. */
	readonly tarball: string;
	readonly redis: RedisSource;
	/** Settings for every process, on top of those of queue mode. */
	readonly env?: Readonly<Record<string, string>>;
	readonly onProgress?: OnProgress;
}

/** n8n as it runs when one process is not enough. */
export interface QueueMode {
	/** Logged in as the owner at the main process. */
	readonly client: N8nClient;
	/** Where all webhooks are, like `http://127.0.0.1:5678`. */
	readonly webhookUrl: string;
	readonly postgres: Postgres;
	readonly redis: Redis;
	process(role: Role): RunningN8n;
	/** Stops a process in order, or kills it as a crash would. */
	end(role: Role, how: 'stop' | 'kill'): Promise<void>;
	/** Starts it again, with the same user folder and port. */
	start(role: Role): Promise<void>;
	/** Starts one more process for webhooks, at a port of its own; stopped with all others. */
	addWebhookProcess(): Promise<RunningN8n>;
	/** Stops everything and removes all that was written. */
	stop(): Promise<void>;
}

const commands: Record<Role, { command: N8nCommand; args?: string[] }> = {
	main: { command: 'start' },
	'worker 1': { command: 'worker', args: ['--concurrency=5'] },
	'worker 2': { command: 'worker', args: ['--concurrency=5'] },
	webhook: { command: 'webhook' },
};

/** On a busy machine a process takes a minute; nobody is helped by giving up early. */
const readyWithinMs = 300_000;

/**
 * Starts PostgreSQL, Redis, one main process, two workers and one webhook process on 127.0.0.1, one after the other.
 *
 * @throws {CannotContinue} when one of them does not start; those before it are stopped.
 */
export async function startQueueMode(options: QueueModeOptions): Promise<QueueMode> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-queue-'));
	// PostgreSQL may run as another user, who has to get to its folder in here.
	await chmod(folder, 0o711);
	const [mainPort, firstPort, secondPort, webhookPort] = (await findFreePorts(4)) as [
		number,
		number,
		number,
		number,
	];
	const ports: Record<Role, number> = {
		main: mainPort,
		'worker 1': firstPort,
		'worker 2': secondPort,
		webhook: webhookPort,
	};
	const webhookUrl = `http://127.0.0.1:${webhookPort}`;
	const running = new Map<Role, RunningN8n>();
	const added: RunningN8n[] = [];
	const services: Array<{ stop(): Promise<void> }> = [];
	const stop = async () => {
		for (const n8n of added) await n8n.stop();
		// Workers first: what they still do is written down, and the main process has seen it.
		for (const role of [...roles].reverse()) await running.get(role)?.stop();
		for (const service of services.reverse()) await service.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};

	try {
		const postgres = await startPostgres(join(folder, 'postgres'));
		services.push(postgres);
		const redis = await startRedis(options.redis, join(folder, 'redis'));
		services.push(redis);
		const env = {
			...postgres.env,
			...redis.env,
			EXECUTIONS_MODE: 'queue',
			// A Redis that somebody else runs may hold another n8n's queue.
			QUEUE_BULL_PREFIX: `callcow-${randomBytes(4).toString('hex')}`,
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			N8N_WEBHOOK_URL: `${webhookUrl}/`,
			// The webhook process takes all requests of production, as behind a proxy that sends them there.
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			// Where nothing runs code, the runners would only take 120 MB and a second of each start.
			N8N_RUNNERS_MODE: 'external',
			N8N_RUNNERS_AUTH_TOKEN: randomBytes(16).toString('hex'),
			// The four processes load the same files: what one has compiled, the others take.
			NODE_COMPILE_CACHE: join(folder, 'compiled'),
			...options.env,
		};
		const start = async (role: Role, tarball?: string) => {
			const n8n = await startN8n({
				installation: options.installation,
				...commands[role],
				tarball,
				userFolder: join(folder, role.replace(' ', '-')),
				port: ports[role],
				env,
				readyWithinMs,
				onProgress: (line) => options.onProgress?.(`${role}: ${line}`),
			});
			running.set(role, n8n);
		};
		for (const role of roles) await start(role, options.tarball);
		const { client } = running.get('main')!;
		await client.setupOwner();

		return {
			client,
			webhookUrl,
			postgres,
			redis,
			process: (role) => running.get(role)!,
			async end(role, how) {
				await running.get(role)![how]();
			},
			start: async (role) => {
				await start(role);
			},
			async addWebhookProcess() {
				const n8n = await startN8n({
					installation: options.installation,
					...commands.webhook,
					tarball: options.tarball,
					userFolder: join(folder, `webhook-${added.length + 2}`),
					env,
					readyWithinMs,
					onProgress: (line) => options.onProgress?.(`webhook ${added.length + 2}: ${line}`),
				});
				added.push(n8n);
				return n8n;
			},
			stop,
		};
	} catch (cause) {
		await stop();
		throw cause;
	}
}
