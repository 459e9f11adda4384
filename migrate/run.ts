/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the user's machine */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Settings } from './command-line';
import { readExport } from './exported';
import { migrateWorkflow } from './migrate';
import { reportLines } from './report';

export interface Output {
	/** The result, when it was asked for on standard output. */
	result(text: string): void;
	report(text: string): void;
}

/** Migrates a file, and gives the exit status: 0 when something was migrated, 1 when not. */
export async function run({ input, output, force }: Settings, to: Output): Promise<0 | 1> {
	let text: string;
	try {
		text = await readFile(input, 'utf8');
	} catch (error) {
		to.report(`${input} could not be read: ${(error as Error).message}`);
		return 1;
	}
	const reading = readExport(text);
	if (!reading.ok) {
		to.report(`${input} was not migrated. ${reading.reason}`);
		return 1;
	}
	const migrations = reading.workflows.map((workflow) => migrateWorkflow(workflow, randomUUID));
	const found = migrations.filter(({ remarks }) => remarks.length > 0);
	if (found.length === 0) {
		to.report(`${input} contains none of CallCow's earlier nodes, so there is nothing to migrate.`);
		return 1;
	}
	const result = `${JSON.stringify(reading.wrap(migrations.map(({ workflow }) => workflow)), null, 2)}\n`;
	if (output === '-') {
		to.result(result);
	} else {
		try {
			await writeFile(output, result, { flag: force ? 'w' : 'wx' });
		} catch (error) {
			to.report(whyNotWritten(error, output));
			return 1;
		}
	}
	for (const { workflow, remarks } of found) {
		to.report(reportLines(workflow.name, remarks).join('\n'));
	}
	const unchanged = migrations.length - found.length;
	if (unchanged > 0)
		to.report(`Workflows without earlier nodes, which did not change: ${unchanged}`);
	if (output !== '-') to.report(`Written to ${output}. For the next steps, see docs/migration.md.`);
	return 0;
}

function whyNotWritten(error: unknown, output: string): string {
	return (error as NodeJS.ErrnoException).code === 'EEXIST'
		? `${output} already exists. Choose another file with -o, or overwrite it with --force.`
		: `${output} could not be written: ${(error as Error).message}`;
}
