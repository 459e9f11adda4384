/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { installN8n } from '../local-n8n/install';
import { packTarball } from '../local-n8n/package-tarball';
import { type RunningN8n, startN8n } from '../local-n8n/process';
import type { Bench } from './measuring/bench';
import { campaign } from './measured/campaign/campaign';
import { readCommandLine, usage, type Settings } from './command-line';
import { writeDocumentation } from './written/documentation';
import { guards } from './measured/guards/guards';
import { loading } from './measured/load/loading';
import { thisMachine } from './written/machine';
import { floor } from './measured/place/floor';
import { place } from './measured/place/place';
import { fourProcesses } from './measured/rate-limit/four-processes';
import { oneProcess } from './measured/rate-limit/one-process';
import { resume } from './measured/resume/resume';
import { writeResult } from './written/results';
import { serverSettings } from './measured/server/settings';
import { webhookProcesses } from './measured/server/webhook-processes';
import type { Stage } from './measuring/stage';
import { trigger } from './measured/trigger/trigger';

const benches: ReadonlyArray<Bench<unknown>> = [
	trigger,
	place,
	guards,
	floor,
	campaign,
	resume,
	loading,
	serverSettings,
	oneProcess,
	fourProcesses,
	webhookProcesses,
];
const interrupted = new AbortController();

async function main(): Promise<void> {
	const known = benches.map(({ name }) => name);
	const commandLine = readCommandLine(process.argv.slice(2), known);
	switch (commandLine.kind) {
		case 'help':
			console.log(usage);
			return;
		case 'mistaken':
			console.error(`${commandLine.message}\nSee npm run bench -- --help`);
			process.exitCode = 2;
			return;
		case 'run':
			await run(commandLine.settings);
	}
}

async function run({ effort, benches: wanted }: Settings): Promise<void> {
	const isWritten = effort === 'standard';
	const wrong: string[] = [];
	const missed: string[] = [];
	for (const bench of benches.filter(({ name }) => wanted.includes(name))) {
		const outcome = await onStage(async (stage) => await bench.measure(stage, effort));
		say(`\n${bench.name}\n\n${bench.table(outcome)}\n`);
		const named = (facts: string[]) => facts.map((fact) => `- ${bench.name}: ${fact}`);
		wrong.push(...named(bench.faults(outcome)));
		missed.push(...named(bench.shortcomings(outcome)));
		if (!isWritten) continue;
		// At once: a bench that fails afterwards takes nothing away.
		const measuredOn = new Date().toISOString().slice(0, 10);
		await writeResult(bench, { measuredOn, machine: thisMachine(), outcome });
	}
	if (isWritten) {
		await writeDocumentation();
		say('Written: docs/benchmarks.md and its pictures');
	}
	if (missed.length > 0) console.error(`The goal is missed:\n${missed.join('\n')}`);
	// How fast something is differs from one machine and one hour to the next; a call too many never may.
	if (wrong.length > 0) process.exitCode = 1;
}

/** Ends every n8n that `work` has started, however it ends. */
async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
	const { signal } = interrupted;
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

function say(line: string): void {
	console.log(line);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		say('\nStopping …');
		interrupted.abort();
	});
}

main().catch((cause: unknown) => {
	if (interrupted.signal.aborted) {
		process.exitCode = 130;
		return;
	}
	console.error(cause instanceof CannotContinue ? cause.message : cause);
	process.exitCode = 1;
});
