/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from '../../measuring/stage';
import { rounded } from '../../measuring/rounded';
import { until } from '../../measuring/until';
import { warmUp } from './conditions';
import type { Load } from './load';
import { timeByPart, type Part, type Profile } from './profile';
import { settingsOfBench, targetOf } from './target';
import type { Way } from './ways';

/** Processor time in milliseconds for each request, executions included. */
export interface ProfiledWay {
	readonly name: string;
	readonly mainThread: Readonly<Record<Part, number>>;
	/** With all other threads; measured in the same run, so what profiling costs is in it. */
	readonly allThreads: number;
}

/** Profiles an n8n of its own under a load. */
export async function profileWay(way: Way, stage: Stage, load: Load): Promise<ProfiledWay> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-profile-'));
	const file = join(folder, 'main.cpuprofile');
	try {
		const { client, url, pid, stop } = await stage.startN8n({
			...settingsOfBench,
			NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'profile-on-signal.cjs'))}`,
			CALLCOW_PROFILE_FILE: file,
		});
		const target = await targetOf(way, { client, webhookUrls: [url], pids: [pid] });
		await target.load(warmUp);
		process.kill(pid, 'SIGUSR2');
		const { processorMs } = await target.load(load);
		process.kill(pid, 'SIGUSR2');
		const profile = await readWhenWritten(file, stage.signal);
		await stop();
		const time = Object.entries(timeByPart(profile));
		return {
			name: way.name,
			mainThread: Object.fromEntries(
				time.map(([part, ms]) => [part, rounded(ms / load.requests, 1)]),
			) as Record<Part, number>,
			allThreads: rounded(processorMs / load.requests, 1),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** While it is being written it is not there, or no JSON. */
async function readWhenWritten(file: string, signal: AbortSignal): Promise<Profile> {
	const read = async () => JSON.parse(await readFile(file, 'utf8')) as Profile;
	return (await until(async () => await read().catch(() => undefined), { everyMs: 200, signal }))!;
}
