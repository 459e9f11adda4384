/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- never published: runs on the developer's machine */
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { runProgram, type Program } from '../local-n8n/program';
import { requireChromium } from './chromium';
import { launchBrowser, openEditor, whenStill } from './editor';
import { pictures } from './pictures';
import { setStage } from './stage';

const help = `Takes the pictures for the documentation in a real n8n.

  npm run screenshots -- [options] [names]

  names      take only these pictures, such as \`workflow trigger\` (default: all light ones)
  --dark     take the dark ones too
  --out DIR  save them in this folder (default docs/images)
  --help     print this help

Environment: CHROMIUM is the path to the browser (default: where Chromium or Chrome is usually installed).
`;

async function main({ signal, whenDone }: Program): Promise<void> {
	const { values, positionals: names } = parseArgs({
		allowPositionals: true,
		options: {
			dark: { type: 'boolean', default: false },
			out: { type: 'string', default: join(__dirname, '..', 'docs', 'images') },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(help);
		return;
	}
	const unknown = names.filter((name) => !pictures.some((picture) => picture.name === name));
	if (unknown.length > 0) {
		const known = pictures.map(({ name }) => name).join(', ');
		throw new CannotContinue(`There is no picture ${unknown.join(', ')}. Choose from: ${known}.`);
	}
	const wanted = pictures.filter(({ name, theme }) =>
		names.length > 0 ? names.includes(name) : values.dark || theme !== 'dark',
	);

	// Before half a minute of starting n8n, not after.
	const browser = await launchBrowser(await requireChromium(console.log));
	whenDone(async () => {
		await browser.close();
	});
	const stage = await setStage({ onProgress: console.log, signal, whenDone });
	await mkdir(values.out, { recursive: true });
	for (const { name, theme = 'light', viewport, arrange, isNeverStill } of wanted) {
		signal.throwIfAborted();
		const page = await openEditor(browser, stage, theme);
		await page.setViewportSize(viewport ?? { width: 1400, height: 900 });
		const path = join(resolve(values.out), `${name}.png`);
		try {
			const clip = await arrange(page, stage);
			if (isNeverStill !== true) await whenStill(page);
			await page.screenshot({ path, clip, animations: 'disabled' });
		} catch (cause) {
			throw new Error(`The picture "${name}" could not be taken.`, { cause });
		} finally {
			await page.context().close();
		}
		console.log(`${path}  ${Math.round((await stat(path)).size / 1024)} KB`);
	}
}

void runProgram(main);
