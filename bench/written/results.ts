/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../measuring/bench';
import type { Machine } from './machine';

/** An outcome as it is kept: with when and where it was measured. */
export interface Result<Outcome> {
	/** ISO 8601, the date alone. */
	readonly measuredOn: string;
	readonly machine: Machine;
	readonly outcome: Outcome;
}

/** The folder of the results that belong to the documentation. */
export const resultsFolder = join(__dirname, '..', 'results');

/** The last result of a bench; nothing when it was never measured. */
export async function readResult<Outcome>(
	{ name }: Bench<Outcome>,
	folder = resultsFolder,
): Promise<Result<Outcome> | undefined> {
	try {
		return JSON.parse(await readFile(fileOf(name, folder), 'utf8')) as Result<Outcome>;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw cause;
	}
}

/** Keeps a result in place of the one before. */
export async function writeResult<Outcome>(
	{ name }: Bench<Outcome>,
	result: Result<Outcome>,
	folder = resultsFolder,
): Promise<void> {
	const file = fileOf(name, folder);
	await mkdir(folder, { recursive: true });
	const text = JSON.stringify(result, undefined, '\t');
	await writeFile(file, `${numbersInOneLine(text)}\n`);
}

const fileOf = (name: string, folder: string) => join(folder, `${name}.json`);

/** A curve of hundreds of numbers would make a file of hundreds of lines. */
function numbersInOneLine(json: string): string {
	return json.replace(/\[[\d\s,.]+\]/g, (numbers) =>
		numbers.replace(/\s/g, '').replace(/,/g, ', '),
	);
}
