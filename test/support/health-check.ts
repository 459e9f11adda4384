/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';

/**
 * Runs the health check of a container on this machine, where what it checks listens on another port;
 * gives its exit status.
 */
export async function checkHealth(
	[program, ...args]: readonly string[],
	ports: { readonly inContainer: number; readonly here: number },
): Promise<number> {
	if (program !== 'node') throw new Error(`This machine may have no ${program}`);
	const inContainer = `//127.0.0.1:${ports.inContainer}/`;
	if (!args.at(-1)!.includes(inContainer)) throw new Error(`It does not ask ${inContainer}`);
	const moved = args.map((text) => text.replace(inContainer, `//127.0.0.1:${ports.here}/`));
	return await new Promise((resolve) => {
		const child = execFile(process.execPath, moved, () => resolve(child.exitCode ?? -1));
	});
}
