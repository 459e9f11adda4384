/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readMarkdownPage } from '../../support/markdown-page';

const root = path.join(__dirname, '../../..');

/** Which of the files that an answer names are not there. A bare name is one beside the file before it. */
function missingIn(answer: string): string[] {
	let folder = '';
	return [...answer.matchAll(/`([\w/.-]+(?:\/|\.\w+))`/g)]
		.map(([, name]) => name!)
		.filter((name) => {
			const found = ['', 'nodes/CallCow', folder].find((start) =>
				existsSync(path.join(root, start, name)),
			);
			if (found !== undefined) folder = path.dirname(path.join(found, name));
			return found === undefined;
		});
}

describe('CONTRIBUTING.md', () => {
	it('says of files and folders that there are where a thing is decided', async () => {
		const { tables } = await readMarkdownPage(path.join(root, 'CONTRIBUTING.md'));
		const { rows } = tables.find(({ heading }) => heading === 'Where is it decided?')!;
		expect(rows.length).toBeGreaterThan(30);
		expect(rows.flatMap(([, answer]) => missingIn(answer!))).toEqual([]);
	});
});

describe('the files in an answer', () => {
	it('are looked for at the top, with the nodes, and beside each other', () => {
		expect(
			missingIn('`gulpfile.js`, `domain/pace.ts`, `retry.ts`, `placeCall`, `domain/gone.ts`'),
		).toEqual(['domain/gone.ts']);
	});
});
