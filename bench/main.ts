/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { runProgram, type Program } from '../local-n8n/program';
import { readCommandLine, usage, type Settings } from './command-line';
import { faultsOf, missedBy } from './measuring/bench';
import { onStage } from './measuring/stage';
import { subjects } from './subjects';
import { writeDocumentation } from './written/documentation';
import { thisMachine } from './written/machine';
import { writeResult } from './written/results';

const benches = subjects.flatMap((subject) => subject.benches);

async function main({ signal }: Program): Promise<void> {
	const known = benches.map(({ name }) => name);
	const commandLine = readCommandLine(process.argv.slice(2), known);
	switch (commandLine.kind) {
		case 'help':
			console.log(usage);
			return;
		case 'mistaken':
			console.error(`${commandLine.message}\nFor help, run: npm run bench -- --help`);
			process.exitCode = 2;
			return;
		case 'run':
			await run(commandLine.settings, signal);
	}
}

async function run({ effort, benches: wanted }: Settings, signal: AbortSignal): Promise<void> {
	const isWritten = effort === 'standard';
	const wrong: string[] = [];
	const missed: string[] = [];
	for (const bench of benches.filter(({ name }) => wanted.includes(name))) {
		const outcome = await onStage(async (stage) => await bench.measure(stage, effort), {
			signal,
			say,
		});
		say(`\n${bench.name}\n\n${bench.table(outcome)}\n`);
		const named = (facts: string[]) => facts.map((fact) => `- ${bench.name}: ${fact}`);
		wrong.push(...named(faultsOf(bench, outcome)));
		missed.push(...named(missedBy(bench, outcome)));
		if (!isWritten) continue;
		// At once: a bench that fails afterwards takes nothing away.
		const measuredOn = new Date().toISOString().slice(0, 10);
		await writeResult(bench, { measuredOn, machine: thisMachine(), outcome });
	}
	if (isWritten) {
		await writeDocumentation(subjects);
		say('Wrote docs/benchmarks.md and its charts');
	}
	if (missed.length > 0) console.error(`Missed goals:\n${missed.join('\n')}`);
	// How fast something is differs from one machine and one hour to the next; a call too many never may.
	if (wrong.length > 0) process.exitCode = 1;
}

function say(line: string): void {
	console.log(line);
}

void runProgram(main);
