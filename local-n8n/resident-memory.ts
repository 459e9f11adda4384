/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command';

/** How much memory of a process is in RAM (RSS), in kilobytes. */
export async function residentKilobytes(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const found = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
	if (found !== undefined) return Number(found);
	const { stdout } = await runCommand('ps', ['-o', 'rss=', '-p', String(pid)], { cwd: '.' });
	return Number(stdout.trim());
}
