/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { existsSync } from 'node:fs';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { type OnProgress, reportStep } from '../local-n8n/progress';
import { CommandFailed, runCommand } from '../local-n8n/run-command';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const howToGetIt =
	'Install it, on Debian with `apt-get install --no-install-recommends chromium fonts-liberation`, ' +
	'or set CHROMIUM to the path of Chromium or Chrome.';

/** The path of a Chromium or Chrome on this machine: what `CHROMIUM` says, else from the usual places. */
export function findChromium(
	env: NodeJS.ProcessEnv = process.env,
	exists: (path: string) => boolean = existsSync,
): string | undefined {
	if (env.CHROMIUM) return env.CHROMIUM;
	return usualPlaces.find((path) => exists(path));
}

/**
 * The path of a Chromium on this machine, installed first where that is possible: as root, with apt.
 *
 * @throws {CannotContinue} when there is none and none can be installed.
 */
export async function requireChromium(onProgress: OnProgress): Promise<string> {
	const found = findChromium();
	if (found !== undefined) return found;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new CannotContinue(`There is no Chromium on this machine. ${howToGetIt}`);
	}
	await reportStep(onProgress, 'Installing Chromium', installWithApt);
	const installed = findChromium();
	if (installed !== undefined) return installed;
	throw new CannotContinue(`apt did not install Chromium. ${howToGetIt}`);
}

async function installWithApt(): Promise<void> {
	const options = {
		cwd: '/',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	};
	const packages = ['chromium', 'fonts-liberation'];
	try {
		await runCommand('apt-get', ['update', '--quiet'], options);
		await runCommand(
			'apt-get',
			[
				'install',
				'--yes',
				'--quiet',
				'--no-install-recommends',
				// Another installation may be underway.
				'-o',
				'DPkg::Lock::Timeout=300',
				...packages,
			],
			options,
		);
	} catch (cause) {
		if (!(cause instanceof CommandFailed)) throw cause;
		const lines = cause.output.trim().split('\n').slice(-10).join('\n');
		throw new CannotContinue(`Chromium could not be installed. ${howToGetIt}\n${lines}`);
	}
}
