/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { filesBelow, readMarkdownPage } from '../../support/markdown-page';

const root = path.join(__dirname, '../../..');

/** Pages for developers have words of their own. */
const FOR_DEVELOPERS = /^docs\/(adr\/|architecture|verification)/;

const read = async (file: string) => await readFile(path.join(root, file), 'utf8');

/** What CONTRIBUTING says not to say; what stands in parentheses is for people. */
async function unwanted(): Promise<RegExp> {
	const { tables } = await readMarkdownPage(path.join(root, 'CONTRIBUTING.md'));
	const table = tables.find(({ header }) => header.includes('Do not say'))!;
	const column = table.header.indexOf('Do not say');
	const words = table.rows
		.flatMap((row) => row[column]!.replace(/\(.*\)/, '').split(','))
		.map((word) => word.trim())
		.filter((word) => word !== '');
	if (words.length < 10) throw new Error(`CONTRIBUTING names ${words.length} words only`);
	return new RegExp(String.raw`\b(${words.join('|')})\b`, 'gi');
}

/** The prose of a page: names in code and addresses are as they are. */
function prose(markdown: string): string {
	return markdown
		.replace(/^```.*?^```/gms, '')
		.replace(/`[^`\n]*`/g, '')
		.replace(/\]\([^)]*\)/g, ']');
}

/** The texts of a source that are more than a name, without the files and addresses in them. */
function texts(source: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (
			ts.isStringLiteralLike(node) ||
			ts.isTemplateHead(node) ||
			ts.isTemplateMiddle(node) ||
			ts.isTemplateTail(node)
		) {
			if (node.text.includes(' ')) found.push(node.text.replace(/\S+\/\S+/g, ''));
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
	return found;
}

async function offending(
	files: string[],
	textsOf: (content: string) => string[],
	words: RegExp,
): Promise<string[]> {
	const found = files.map(async (file) =>
		textsOf(await read(file)).flatMap((text) =>
			[...text.matchAll(words)].map(
				([word]) => `${file}: ${word} in "${text.trim().slice(0, 120)}"`,
			),
		),
	);
	return (await Promise.all(found)).flat();
}

describe('forms and messages', () => {
	let files: string[];
	beforeAll(async () => {
		files = (await filesBelow(root)).filter((file) => /^(nodes|credentials)\/.*\.ts$/.test(file));
		expect(files.length).toBeGreaterThan(100);
	});

	it('have the words that CONTRIBUTING wants', async () => {
		expect(await offending(files, texts, await unwanted())).toEqual([]);
	});

	it('have no contractions, and blame nobody', async () => {
		const words = /\b(\w+n't|problem|failure|mistake)s?\b/g;
		expect(await offending(files, texts, words)).toEqual([]);
	});
});

describe('pages', () => {
	it('have the words that CONTRIBUTING wants', async () => {
		const files = (await filesBelow(root)).filter(
			(file) =>
				/^(docs\/.*|README|CHANGELOG|SECURITY|simulator\/README)(\.md)?$/.test(file) &&
				file.endsWith('.md') &&
				!FOR_DEVELOPERS.test(file),
		);
		expect(files.length).toBeGreaterThan(20);
		const lines = (page: string) => prose(page).split('\n');
		expect(await offending(files, lines, await unwanted())).toEqual([]);
	});
});
