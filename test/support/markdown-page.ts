/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { lexer, walkTokens, type Token, type Tokens } from 'marked';

/** A page of documentation as its readers find their way in it. */
export interface MarkdownPage {
	/** What a link can point to, as GitHub makes it of headings. */
	anchors: Set<string>;
	links: string[];
	images: string[];
	tables: MarkdownTable[];
}

export interface MarkdownTable {
	/** The heading that the table stands under. */
	heading: string;
	header: string[];
	/** The cells as they are written, with their Markdown. */
	rows: string[][];
}

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Every file below a folder that could be in the repository, relative to it. */
export async function filesBelow(root: string, folder = ''): Promise<string[]> {
	const entries = await readdir(path.join(root, folder), { withFileTypes: true });
	const found = await Promise.all(
		entries.map(async (entry) => {
			const file = path.posix.join(folder, entry.name);
			if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : await filesBelow(root, file);
			return entry.isFile() ? [file] : [];
		}),
	);
	return found.flat().sort();
}

export async function readMarkdownPage(file: string): Promise<MarkdownPage> {
	return parseMarkdownPage(await readFile(file, 'utf8'));
}

export function parseMarkdownPage(markdown: string): MarkdownPage {
	const page: MarkdownPage = { anchors: new Set(), links: [], images: [], tables: [] };
	const tokens = lexer(markdown);
	let heading = '';
	for (const token of tokens) {
		if (token.type === 'heading') heading = textOf(token.tokens ?? []);
		// Below list items, too: walkTokens would not tell the heading.
		if (token.type === 'table') page.tables.push(tableOf(token as Tokens.Table, heading));
	}
	walkTokens(tokens, (token) => {
		if (token.type === 'heading') addAnchor(page.anchors, textOf(token.tokens ?? []));
		if (token.type === 'link') page.links.push((token as Tokens.Link).href);
		if (token.type === 'image') page.images.push((token as Tokens.Image).href);
		if (token.type === 'html') addHtml(page, (token as Tokens.HTML).text);
	});
	return page;
}

function tableOf(table: Tokens.Table, heading: string): MarkdownTable {
	return {
		heading,
		header: table.header.map(({ text }) => text),
		rows: table.rows.map((row) => row.map(({ text }) => text)),
	};
}

function addHtml(page: MarkdownPage, html: string): void {
	for (const [, address] of html.matchAll(/<img\b[^>]*\bsrc="([^"]*)"/g))
		page.images.push(address!);
	for (const [, address] of html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)) page.links.push(address!);
	for (const [, name] of html.matchAll(/<\w+\b[^>]*\b(?:id|name)="([^"]*)"/g)) {
		page.anchors.add(name!);
	}
}

/** What is read of a heading, without its Markdown. */
function textOf(tokens: Token[]): string {
	return tokens
		.map((token) => ('tokens' in token && token.tokens ? textOf(token.tokens) : unescaped(token)))
		.join('');
}

/** marked writes some characters of texts as HTML does. */
function unescaped(token: Token): string {
	const text = 'text' in token ? String(token.text) : '';
	return text
		.replace(/&#39;/g, "'")
		.replace(/&quot;/g, '"')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&');
}

/** As GitHub does: letters, digits, hyphens and underscores stay, and the second of a name is numbered. */
function addAnchor(anchors: Set<string>, heading: string): void {
	const anchor = heading
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replace(/ /g, '-');
	let unique = anchor;
	for (let number = 1; anchors.has(unique); number += 1) unique = `${anchor}-${number}`;
	anchors.add(unique);
}
