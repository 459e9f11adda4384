/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n, type Installation } from '../../local-n8n/install';
import { packTarball } from '../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../local-n8n/process';

/** What a bench is given to work with. */
export interface Stage {
	/**
	 * A fresh n8n with this package, its client logged in as the owner; put away after the bench.
	 *
	 * @param env settings of n8n, on top of those that keep it to itself
	 */
	startN8n(env?: Readonly<Record<string, string>>): Promise<RunningN8n>;
	/** For what has to be started in another way. */
	readonly installation: Installation;
	/** The packed package. */
	readonly tarball: string;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
	/** Shows one line. */
	readonly say: (line: string) => void;
}

/** Ends every n8n that `work` has started, however it ends. */
export async function onStage<T>(
	work: (stage: Stage) => Promise<T>,
	{ signal, say }: Pick<Stage, 'signal' | 'say'>,
): Promise<T> {
	const running: RunningN8n[] = [];
	const packed = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-bench-'));
	try {
		const installation = await installN8n({ onProgress: say, signal });
		const tarball = await packTarball({ outDir: packed });
		return await work({
			async startN8n(env) {
				const n8n = await startN8n({ installation, tarball, env, onProgress: say, signal });
				running.push(n8n);
				await n8n.client.setupOwner();
				return n8n;
			},
			installation,
			tarball,
			signal,
			say,
		});
	} finally {
		await Promise.all(running.map(async (n8n) => await n8n.stop()));
		await rm(packed, { recursive: true, force: true });
	}
}
