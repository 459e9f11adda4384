/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandFailed } from '../local-n8n/run-command';
import { readCommandLine, usage, versionInLockfile } from './command-line';
import { compareNumbering } from './compare';
import { numberingIn, numberingOf } from './installed';
import { reportChanges } from './report';

async function main(): Promise<void> {
	const commandLine = readCommandLine(process.argv.slice(2));
	switch (commandLine.kind) {
		case 'help':
			console.log(usage);
			return;
		case 'mistaken':
			console.error(`${commandLine.message}\nFor all options, run: npm run numbers:diff -- --help`);
			process.exitCode = 2;
			return;
		case 'start': {
			const { from } = commandLine;
			const before =
				'version' in from ? from.version : versionInLockfile(await readFile(from.lockfile, 'utf8'));
			if (before === undefined) throw new Error('libphonenumber-js is not in that lockfile.');
			console.log(await differenceFrom(before));
		}
	}
}

async function differenceFrom(before: string): Promise<string> {
	const installed = await numberingIn(path.join(__dirname, '..', 'node_modules'));
	const { version } = installed.numbering;
	if (version === before) return reportChanges(before, version, []);
	return reportChanges(before, version, compareNumbering(await numberingOf(before), installed));
}

main().catch((error: unknown) => {
	console.error(error instanceof CommandFailed ? `${error.message}\n${error.output}` : error);
	process.exitCode = 1;
});
