/* eslint-disable no-console -- never published: runs on the developer's machine */
import { type QueueMode, type Role, roles } from '../../local-n8n/queue-mode';
import { residentKilobytes } from '../../local-n8n/resident-memory';

/** The memory of every n8n process that is in RAM, in megabytes. */
export type Memory = Readonly<Record<Role, number>>;

export async function measureMemory(n8n: QueueMode): Promise<Memory> {
	const entries = await Promise.all(
		roles.map(async (role) => [role, await residentMegabytes(n8n.process(role).pid)] as const),
	);
	return Object.fromEntries(entries) as Record<Role, number>;
}

/** Prints what was measured, one row for each process. */
export function printMemory(moments: Readonly<Record<string, Memory>>): void {
	console.log('Memory of each process in MB (RSS)');
	console.table(
		Object.fromEntries(
			roles.map((role) => [
				role,
				Object.fromEntries(
					Object.entries(moments).map(([moment, memory]) => [moment, memory[role]]),
				),
			]),
		),
	);
}

async function residentMegabytes(pid: number): Promise<number> {
	return Math.round((await residentKilobytes(pid)) / 1_024);
}
