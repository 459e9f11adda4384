/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { CannotContinue } from './cannot-continue';
import { installN8n } from './install';
import { owner } from './owner';
import { packTarball } from './package-tarball';
import { refuseTakenPort } from './ports';
import { startN8n } from './process';
import { runProgram, type Program } from './program';

const help = `Starts a pinned n8n on this machine with this package installed from its packed tarball.

  npm run build && npx tsx local-n8n/main.ts [options]

  --n8n VERSION   an n8n version other than the pinned one, such as 1.123.81
  --port N        the editor's port (default 5678)
  --keep FOLDER   keep n8n's data in this folder and continue with it next time; by default, n8n starts empty
                  and its data is removed at the end
  --install-only  only install n8n (about a minute and 2.2 GB the first time), and start nothing
  --help          print this help
`;

async function main({ signal, whenDone }: Program): Promise<void> {
	const { values } = parseArgs({
		options: {
			n8n: { type: 'string' },
			port: { type: 'string', default: '5678' },
			keep: { type: 'string' },
			'install-only': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(help);
		return;
	}
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new CannotContinue(`--port takes a number from 1 to 65535, not "${values.port}".`);
	}
	// Before minutes of installing, not after.
	if (!values['install-only']) await refuseTakenPort(port);
	const onProgress = (line: string) => {
		console.log(line);
	};
	const installation = await installN8n({ version: values.n8n, onProgress, signal });
	if (values['install-only']) {
		console.log(`n8n is installed in ${installation.folder}`);
		return;
	}

	const packed = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-tarball-'));
	whenDone(async () => await rm(packed, { recursive: true, force: true }));
	const tarball = await packTarball({ outDir: packed });
	const userFolder = values.keep;
	const n8n = await startN8n({ installation, tarball, port, userFolder, onProgress, signal });
	whenDone(n8n.stop);
	signal.addEventListener('abort', () => void n8n.stop());
	// With --keep, the owner may be there from an earlier start.
	await n8n.client.setupOwner().catch(async () => {
		await n8n.client.login();
	});
	console.log(`
n8n is ready:  ${n8n.url}
login:         ${owner.email} / ${owner.password}
log:           ${n8n.logFile}
stop:          Ctrl+C`);

	await n8n.ended;
}

void runProgram(main);
