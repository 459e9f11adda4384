/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow, readMarkdownPage } from '../../support/markdown-page';

/** Where the repository is on the web: whatever begins so and names a file is held against the file here. */
interface Addresses {
	any: RegExp;
	file: RegExp;
	startPage: RegExp;
	/** Pages that GitHub makes: there is no file to look for. */
	madeByGitHub: RegExp;
}

const addressesOf = (repository: string): Addresses => ({
	any: new RegExp(
		`https://(?:github\\.com|raw\\.githubusercontent\\.com)/${repository}(?![\\w.-])[^\\s"'\`<>()\\\\]*`,
		'g',
	),
	file: new RegExp(
		`^https://(?:github\\.com/${repository}/(?:blob|tree|raw)|raw\\.githubusercontent\\.com/${repository})/main/([^#]*)(#.*)?$`,
	),
	startPage: new RegExp(`^https://github\\.com/${repository}/?()(#.*)?$`),
	madeByGitHub: new RegExp(`^https://github\\.com/${repository}/(?:issues|security)(?:/|$)`),
});

/** A page or an example that is named in a text or a comment of a file that is no Markdown. */
const NAMED = /(?<![\w./-])((?:docs|examples|simulator)\/[\w/-]+\.(?:md|csv|json))(#[\w-]+)?/g;

const TEXT = /\.(?:[cm]?[jt]s|json|ya?ml|sh|html|css|nginx)$|(?:^|\/)Dockerfile$/;
const LOCK = /(?:^|\/)package-lock\.json$|pnpm-lock\.yaml$/;

/**
 * Every link, anchor and picture of the Markdown files below a folder, and every address of the repository in its
 * other files, that leads nowhere: as `file: link`.
 */
export async function brokenLinks(
	root: string,
	repository: string,
): Promise<{ checked: number; broken: string[] }> {
	const addresses = addressesOf(repository);
	const broken: string[] = [];
	let checked = 0;
	const check = async (file: string, link: string, from = file) => {
		const target = targetOf(root, from, link, addresses);
		if (target === undefined) return;
		checked += 1;
		if (!(await leadsSomewhere(target))) broken.push(`${file}: ${link}`);
	};
	for (const file of await filesBelow(root)) {
		if (file.endsWith('.md')) {
			const { links, images } = await readMarkdownPage(path.join(root, file));
			for (const link of [...links, ...images]) await check(file, link);
		} else if (TEXT.test(file) && !LOCK.test(file)) {
			const text = await readFile(path.join(root, file), 'utf8');
			for (const [address] of text.matchAll(addresses.any))
				await check(file, address.replace(/[.,]$/, ''));
			for (const [named] of text.matchAll(NAMED)) await check(file, named, '');
		}
	}
	return { checked, broken };
}

interface Target {
	/** `undefined`: an address of the repository of a kind that nobody has thought of here. */
	file: string | undefined;
	anchor: string;
}

function targetOf(
	root: string,
	from: string,
	link: string,
	addresses: Addresses,
): Target | undefined {
	const onTheWeb = addresses.file.exec(link) ?? addresses.startPage.exec(link);
	if (onTheWeb !== null) {
		const [, name = '', anchor = ''] = onTheWeb;
		return { file: path.join(root, decodeURI(name)), anchor: anchor.slice(1) };
	}
	if (addresses.madeByGitHub.test(link)) return undefined;
	if (link.match(addresses.any) !== null) return { file: undefined, anchor: '' };
	if (/^[a-z][a-z\d+.-]*:/i.test(link)) return undefined;
	const [name, anchor = ''] = link.split('#') as [string, string?];
	const file = name === '' ? from : path.join(path.dirname(from), decodeURI(name));
	return { file: path.join(root, file), anchor };
}

async function leadsSomewhere({ file, anchor }: Target): Promise<boolean> {
	if (file === undefined) return false;
	const found = await stat(file).catch(() => undefined);
	if (found === undefined) return false;
	if (anchor === '') return true;
	const page = found.isDirectory() ? path.join(file, 'README.md') : file;
	// GitHub's own name for the page below a folder's list of files.
	if (found.isDirectory() && anchor === 'readme') return await exists(page);
	return page.endsWith('.md') && (await readMarkdownPage(page)).anchors.has(anchor);
}

const exists = async (file: string) =>
	await stat(file).then(
		() => true,
		() => false,
	);
