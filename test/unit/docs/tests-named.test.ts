/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const docs = path.join(__dirname, '..', '..', '..', 'docs');

/** A link to a test, with words of its name as the title: `[works](../test/e2e/chat.test.ts "gives the chat")`. */
const LINK = /\]\((\.\.\/test\/[^\s)]+\.test\.ts) "([^"]+)"\)/g;

describe('docs/agents.md', () => {
	it('names for each verdict a test that there is', async () => {
		const page = await readFile(path.join(docs, 'agents.md'), 'utf8');
		const links = [...page.matchAll(LINK)];
		expect(links.length).toBeGreaterThan(50);
		const missing: string[] = [];
		for (const [, file, words] of links) {
			const source = await readFile(path.join(docs, file!), 'utf8');
			if (!source.includes(words!)) missing.push(`${file}: ${words}`);
		}
		expect(missing).toEqual([]);
	});

	it('has a verdict in each cell, with its test, or says that it was not tried', async () => {
		const page = await readFile(path.join(docs, 'agents.md'), 'utf8');
		const [, table] = /Where the agent lives[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(page)!;
		const cells = table!
			.trim()
			.split('\n')
			.flatMap((row) => row.split(' | ').slice(1));
		expect(cells.length).toBeGreaterThan(50);
		const bare = cells.filter((cell) => !/^\[.+\]\(.+ ".+"\)/.test(cell.trim()));
		expect(new Set(bare.map((cell) => cell.replace(/\|/g, '').trim()))).toEqual(
			new Set(['not tested']),
		);
	});
});
