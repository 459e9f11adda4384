/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '../..');

/** Each TypeScript source, by its path from the root, and those that it imports, types included. */
export type SourceImports = ReadonlyMap<string, readonly string[]>;

/** The sources in some of the root's folders. What is not TypeScript, or no file of this project, is left out. */
export function importsIn(...folders: readonly string[]): SourceImports {
	const names = folders.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => path.posix.join(folder, name)),
	);
	return new Map(names.map((name) => [name, importedBy(name)]));
}

/** How many lines a source has. */
export function lengthOf(name: string): number {
	return readFileSync(path.join(root, name), 'utf8').trimEnd().split('\n').length;
}

function importedBy(name: string): string[] {
	const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, name), 'utf8'));
	return importedFiles
		.filter(({ fileName }) => /^\.\.?\//.test(fileName) && !fileName.endsWith('.json'))
		.map(({ fileName }) => `${path.posix.join(path.posix.dirname(name), fileName)}.ts`);
}

/** What is imported and is no source here. */
export function missingFrom(imports: SourceImports): string[] {
	return [...imports.values()].flat().filter((name) => !imports.has(name));
}

/** A way that leads from a source back to itself, if there is one. */
export function circleIn(imports: SourceImports): readonly string[] | undefined {
	/** From here no way leads back. */
	const cleared = new Set<string>();
	const circleFrom = (passed: readonly string[]): readonly string[] | undefined => {
		const last = passed.at(-1)!;
		for (const next of imports.get(last) ?? []) {
			if (passed.includes(next)) return [...passed.slice(passed.indexOf(next)), next];
			const found = cleared.has(next) ? undefined : circleFrom([...passed, next]);
			if (found) return found;
		}
		cleared.add(last);
		return undefined;
	};
	for (const name of imports.keys()) {
		const found = cleared.has(name) ? undefined : circleFrom([name]);
		if (found) return found;
	}
	return undefined;
}
