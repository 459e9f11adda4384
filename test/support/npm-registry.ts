/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { environmentWithNode, type Installation } from '../../local-n8n/install';
import { packageName } from '../../local-n8n/package-tarball';
import { runCommand } from '../../local-n8n/run-command';
import { serveHere } from './local-server';

/** A registry on this machine that has nothing but the package, and the npm that knows no other. */
export interface NpmRegistry {
	readonly url: string;
	/**
	 * Takes a tarball in, which is `latest` from then on.
	 * @returns its version.
	 */
	publish(tarball: string): Promise<string>;
	close(): Promise<void>;
}

interface Release {
	readonly manifest: { readonly name: string; readonly version: string };
	readonly content: Buffer;
}

/** Answers what npm asks of a registry: the package's document, and its tarballs. */
export async function startNpmRegistry(): Promise<NpmRegistry> {
	const releases: Release[] = [];
	const { url, close } = await serveHere((request, response) => {
		const path = decodeURIComponent(request.url?.split('?', 1)[0] ?? '');
		const tarball = releases.find(({ manifest }) => path === pathOf(manifest));
		if (tarball !== undefined) return void response.end(tarball.content);
		if (path === `/${packageName}` && releases.length > 0) {
			response.setHeader('content-type', 'application/json');
			return void response.end(JSON.stringify(documentOf(releases, url)));
		}
		response.statusCode = 404;
		response.end('{}');
	});
	return {
		url,
		async publish(tarball) {
			const { stdout } = await runCommand('tar', ['-xzOf', tarball, 'package/package.json'], {
				cwd: '.',
			});
			const manifest = JSON.parse(stdout) as Release['manifest'];
			releases.push({ manifest, content: await readFile(tarball) });
			return manifest.version;
		},
		close,
	};
}

/**
 * Writes an `npm` that asks this registry whatever it is told. n8n installs a package with the npm that it finds in its
 * PATH.
 *
 * @param folder where that program goes; made if need be.
 * @returns the environment variables for n8n.
 */
export async function npmThatAsks(
	{ url }: NpmRegistry,
	{ folder, installation }: { folder: string; installation: Installation },
): Promise<Record<string, string>> {
	await mkdir(folder, { recursive: true });
	const { PATH = '' } = environmentWithNode(installation.nodeFile);
	const script = ['#!/bin/sh', `PATH='${PATH}' exec npm "$@" --registry='${url}'`, ''];
	await writeFile(join(folder, 'npm'), script.join('\n'), { mode: 0o755 });
	// What npm has learned of the package lies there, and the next registry has another one.
	return { PATH: `${folder}:${PATH}`, npm_config_cache: join(folder, 'cache') };
}

const pathOf = ({ name, version }: Release['manifest']): string => `/${name}/-/${version}.tgz`;

function documentOf(releases: readonly Release[], url: string): object {
	const versions = releases.map(({ manifest, content }) => [
		manifest.version,
		{
			...manifest,
			dist: {
				tarball: `${url}${pathOf(manifest)}`,
				integrity: `sha512-${createHash('sha512').update(content).digest('base64')}`,
			},
		},
	]);
	return {
		name: packageName,
		'dist-tags': { latest: releases.at(-1)?.manifest.version },
		versions: Object.fromEntries(versions) as object,
	};
}
