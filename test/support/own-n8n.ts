/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n, type Installation } from '../../local-n8n/install';
import { packTarball } from '../../local-n8n/package-tarball';
import { startN8n, type RunningN8n, type StartOptions } from '../../local-n8n/process';
import type { N8nClient, StoredCredential } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/server';
import { callCowCredential } from './credentials';
import { stageForTests } from './stage-for-tests';
import { testedVersion } from './tested-version';

type Environment = StartOptions['env'];

/** An n8n that a test has for itself, with the packed package in it: it may be ended, and started again. */
export interface OwnN8n
	extends Pick<RunningN8n, 'url' | 'port' | 'userFolder' | 'logFile' | 'stop' | 'kill'> {
	readonly installation: Installation;
	/** Logged in as the owner, also after a further start. */
	readonly client: N8nClient;
	/** Removed in the end. */
	readonly folder: string;
	/**
	 * Starts it again on the same data, with the same environment unless there is another. The same port again, as a
	 * server has: the addresses that others were told must stay true.
	 */
	startAgain(env?: Environment): Promise<void>;
	/** Ends it, and removes all it has left. */
	close(): Promise<void>;
}

export interface OwnN8nSettings {
	/** Default: the one that is tested. */
	readonly version?: string;
	readonly env?: Environment;
}

export async function startOwnN8n({
	version = testedVersion(),
	env: firstEnv,
}: OwnN8nSettings = {}): Promise<OwnN8n> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-own-'));
	const installation = await installN8n({ version });
	const tarball = await packTarball({ outDir: folder });
	const userFolder = path.join(folder, 'user-folder');
	let env = firstEnv;
	let running = await startN8n({ installation, tarball, userFolder, env });
	const { client, url, port, logFile } = running;
	await client.setupOwner();
	return {
		installation,
		client,
		folder,
		url,
		port,
		userFolder,
		logFile,
		stop: async () => await running.stop(),
		kill: async () => await running.kill(),
		async startAgain(otherEnv = env) {
			env = otherEnv;
			running = await startN8n({ installation, userFolder, port, env });
			await client.login();
		},
		async close() {
			await running.stop();
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** An n8n of its own, and a simulator whose calls go on until they are decided, unless the script says otherwise. */
export interface OwnStage {
	readonly server: OwnN8n;
	/** The client of that n8n. */
	readonly n8n: N8nClient;
	readonly simulator: Simulator;
	/** The credential for the simulator. */
	readonly callCow: StoredCredential;
	close(): Promise<void>;
}

export interface OwnStageSettings
	extends OwnN8nSettings,
		Pick<SimulatorOptions, 'script' | 'workflows'> {
	/** What is otherwise in the CallCow credential. */
	readonly credential?: Parameters<typeof callCowCredential>[1];
}

/** The stage for the tests of a file. They put away by themselves what must not be there in the next test. */
export function withOwnN8n({
	credential,
	script = { default: { outcome: 'manual' } },
	workflows,
	...settings
}: OwnStageSettings = {}): OwnStage {
	return stageForTests(async () => {
		const server = await startOwnN8n(settings);
		const simulator = await startSimulator({
			allowPrivateCallbacks: true,
			requestsPerMinute: 100_000,
			script,
			workflows,
		});
		return {
			server,
			n8n: server.client,
			simulator,
			callCow: await server.client.createCredential(callCowCredential(simulator, credential)),
			async close() {
				await server.close();
				await simulator.close();
			},
		};
	}, 240_000);
}
