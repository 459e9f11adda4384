/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const simulator = path.join(__dirname, '../../../simulator');

/** Each source of the simulator, and those that it imports, types included. */
const imports = new Map(
	readdirSync(simulator, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => [name, importedBy(name)] as const),
);

function importedBy(name: string): string[] {
	const { importedFiles } = ts.preProcessFile(readFileSync(path.join(simulator, name), 'utf8'));
	return importedFiles
		.filter(({ fileName }) => /^\.\.?\//.test(fileName) && !fileName.endsWith('.json'))
		.map(({ fileName }) => `${path.join(path.dirname(name), fileName)}.ts`);
}

/** The first way that leads from a file back to one it has passed. */
function circle(passed: readonly string[]): readonly string[] | undefined {
	for (const next of imports.get(passed.at(-1)!)!) {
		if (passed.includes(next)) return [...passed, next];
		const found = circle([...passed, next]);
		if (found) return found;
	}
	return undefined;
}

describe('the sources of the simulator', () => {
	it('import only files that are there', () => {
		expect(imports.size).toBeGreaterThan(40);
		expect([...imports.values()].flat().filter((name) => !imports.has(name))).toEqual([]);
	});

	it('import each other in no circle, not even for a type', () => {
		for (const name of imports.keys()) expect(circle([name])).toBeUndefined();
	});

	it('are short', () => {
		const long = [...imports.keys()].filter(
			(name) => readFileSync(path.join(simulator, name), 'utf8').split('\n').length > 201,
		);
		expect(long).toEqual([]);
	});
});
