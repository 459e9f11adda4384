/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the user's machine */
import { readCommandLine, usage } from './command-line';
import { run } from './run';

async function main(): Promise<void> {
	const commandLine = readCommandLine(process.argv.slice(2));
	switch (commandLine.kind) {
		case 'help':
			console.log(usage);
			return;
		case 'mistaken':
			console.error(`${commandLine.message}\nFor all options, run: npm run migrate -- --help`);
			process.exitCode = 2;
			return;
		case 'start': {
			const { settings } = commandLine;
			const isPiped = settings.output === '-';
			process.exitCode = await run(settings, {
				result: (text) => process.stdout.write(text),
				report: isPiped ? console.error : console.log,
			});
		}
	}
}

void main();
