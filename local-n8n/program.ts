/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { CannotContinue } from './cannot-continue';

/** What a program of this project knows of how it ends. */
export interface Program {
	/** Aborted when it is asked to stop, by Ctrl+C or otherwise. */
	readonly signal: AbortSignal;
	/** What is to be put away in the end, however it comes; the latest first. */
	whenDone(putAway: () => Promise<void>): void;
}

/** A terminal sends Ctrl+C to this process and to its parent, which passes it on: those two are one. */
const secondThoughtsAfterMs = 1_500;

/** Runs a program. The exit status is 130 if it was stopped, and 1 if it could not go on, which it then says. */
export async function runProgram(main: (program: Program) => Promise<void>): Promise<void> {
	const interrupted = new AbortController();
	const { signal } = interrupted;
	const started: Array<() => Promise<void>> = [];
	let firstSignalAt: number | undefined;
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(name, () => {
			if (firstSignalAt === undefined) {
				firstSignalAt = Date.now();
				console.log('\nStopping …');
				interrupted.abort();
			} else if (Date.now() - firstSignalAt > secondThoughtsAfterMs) {
				process.exit(130);
			}
		});
	}
	try {
		await main({ signal, whenDone: (putAway) => void started.push(putAway) });
	} catch (cause) {
		process.exitCode = signal.aborted ? 130 : 1;
		if (!signal.aborted) console.error(cause instanceof CannotContinue ? cause.message : cause);
	} finally {
		for (const putAway of started.reverse()) await putAway();
	}
}
