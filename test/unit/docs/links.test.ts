/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesBelow, readMarkdownPage } from '../../support/markdown-page';
import { brokenLinks } from './broken-links';

const root = path.join(__dirname, '../../..');

/** Put together, so that the made-up links below are not themselves held against the repository. */
const docs = ['do', 'cs'].join('');
const repository = 'somebody/something';
const onGitHub = `https://github.com/${repository}`;
const raw = `https://raw.githubusercontent.com/${repository}`;

/** `owner/name`, as the package says to npm. */
async function repositoryOfPackage(): Promise<string> {
	const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
		repository: { url: string };
	};
	return /github\.com\/(.+)\.git$/.exec(manifest.repository.url)![1]!;
}

describe('links of the documentation', () => {
	it('all lead to a file, a picture and a heading that there are', async () => {
		const { checked, broken } = await brokenLinks(root, await repositoryOfPackage());
		expect(broken).toEqual([]);
		expect(checked).toBeGreaterThan(500);
	});

	it('are found when they lead nowhere', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'callcow-links-'));
		try {
			await mkdir(path.join(folder, docs));
			await writeFile(
				path.join(folder, 'README.md'),
				[
					'# It’s `code`, *here* & there',
					'## Twice',
					'## Twice',
					'[ok](#its-code-here--there) [ok](#twice-1) [no](#twice-2)',
					`[ok](${docs}) [ok](${docs}/a.md#one) [no](${docs}/b.md) [no](${docs}/a.md#two) [ok][r]`,
					'![no](no.png) <img src="no.svg">',
					'`[no link](nowhere.md)` [elsewhere](https://n8n.io/nowhere)',
					'',
					'| a |',
					'| --- |',
					'| [no](in-a-table.md) |',
					'',
					`[r]: ${docs}/a.md`,
				].join('\n'),
			);
			await writeFile(path.join(folder, docs, 'a.md'), '# One\n[no](README.md) [ok](../README.md)');
			await writeFile(
				path.join(folder, 'node.json'),
				JSON.stringify([
					`${onGitHub}#readme`,
					`${onGitHub}#gone`,
					`${onGitHub}/blob/main/docs/a.md#one`,
					`${onGitHub}/blob/main/docs/a.md#gone`,
					`${onGitHub}/blob/other/docs/a.md`,
					`${onGitHub}/issues`,
					`${raw}/main/gone.png`,
					`${docs}/gone.md says why`,
					`${docs}/a.md says why`,
				]),
			);
			expect((await brokenLinks(folder, repository)).broken.sort()).toEqual([
				'README.md: #twice-2',
				`README.md: ${docs}/a.md#two`,
				`README.md: ${docs}/b.md`,
				'README.md: in-a-table.md',
				'README.md: no.png',
				'README.md: no.svg',
				`${docs}/a.md: README.md`,
				`node.json: ${docs}/gone.md`,
				`node.json: ${onGitHub}#gone`,
				`node.json: ${onGitHub}/blob/main/docs/a.md#gone`,
				`node.json: ${onGitHub}/blob/other/docs/a.md`,
				`node.json: ${raw}/main/gone.png`,
			]);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});

describe('the address of the repository', () => {
	it('is the one that package.json names, wherever it stands', async () => {
		const named = new Set<string>();
		for (const file of await filesBelow(root)) {
			if (!/\.(?:md|[jt]s|json|ya?ml)$/.test(file)) continue;
			const text = await readFile(path.join(root, file), 'utf8');
			for (const [, name] of text.matchAll(
				/\bgithub(?:usercontent)?\.com\/([\w-]+\/n8n-nodes-callcow)\b/g,
			)) {
				named.add(name!);
			}
		}
		expect([...named]).toEqual([await repositoryOfPackage()]);
	});
});

describe('README.md', () => {
	it('has at most 200 lines: what is longer has a page of its own', async () => {
		const lines = (await readFile(path.join(root, 'README.md'), 'utf8')).trimEnd().split('\n');
		expect(lines.length).toBeLessThanOrEqual(200);
	});

	it('has the command that continuous integration runs, and the one that calls nobody', async () => {
		const readme = await readFile(path.join(root, 'README.md'), 'utf8');
		const ci = (await readFile(path.join(root, '.ci/run'), 'utf8')).trimEnd().split('\n').at(-1)!;
		expect(ci).toBe('npm ci && npm test');
		for (const command of [ci, 'npm run demo']) expect(readme).toContain(`\n${command}\n`);
	});
});

describe.each(['README.md', 'simulator/README.md'])('%s', (page) => {
	it('shows its pictures on npm, where there is nothing but the page', async () => {
		const pictures = `https://raw.githubusercontent.com/${await repositoryOfPackage()}/main/docs/images/`;
		const { images } = await readMarkdownPage(path.join(root, page));
		expect(images.length).toBeGreaterThan(0);
		for (const image of images) {
			expect(image.startsWith(pictures)).toBe(true);
		}
	});
});

describe('docs/README.md', () => {
	it('leads to every page', async () => {
		const pages = (await readdir(path.join(root, 'docs')))
			.filter((name) => name.endsWith('.md') && name !== 'README.md')
			.sort();
		const { links } = await readMarkdownPage(path.join(root, 'docs/README.md'));
		const linked = new Set(links.map((link) => link.split('#')[0]));
		expect(pages.filter((page) => !linked.has(page))).toEqual([]);
	});
});
