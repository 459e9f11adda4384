/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the user's machine */
import { CannotContinue } from '../local-n8n/cannot-continue';
import manifest from '../package.json';
import { readApiKey } from './api-key';
import { readCommandLine, usage } from './command-line';
import { run } from './run';
import { terminalOf } from './terminal';

async function main(): Promise<0 | 1 | 2> {
	const commandLine = readCommandLine(process.argv.slice(2));
	if (commandLine.kind === 'help') {
		console.log(usage);
		return 0;
	}
	if (commandLine.kind === 'mistaken') {
		console.error(`${commandLine.message}\nFor all options, run: npm run check:callcow -- --help`);
		return 2;
	}
	const terminal = terminalOf(process.stdin, process.stdout);
	return await run(commandLine.settings, {
		terminal,
		apiKey: await readApiKey(process.env, terminal),
		packageVersion: manifest.version,
		nodeVersion: process.versions.node,
		date: new Date().toISOString().slice(0, 10),
		issues: manifest.bugs.url,
	});
}

// Whatever ends it before it has come to a result has not compared anything.
process.exitCode = 2;
main().then(
	(status) => {
		process.exitCode = status;
	},
	(cause: unknown) => {
		console.error(cause instanceof CannotContinue ? cause.message : cause);
	},
);
