/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { cpus, totalmem } from 'node:os';
import { versions } from '../../local-n8n/versions';

/** What a measurement was taken on. */
export interface Machine {
	readonly cores: number;
	readonly processor: string;
	readonly memoryGiB: number;
	/** `linux`, `darwin`, `win32` */
	readonly system: string;
	/** What the bench and the simulator ran on. */
	readonly node: string;
	readonly n8n: string;
	/** What n8n ran on. */
	readonly nodeOfN8n: string;
}

export function thisMachine(): Machine {
	return {
		cores: cpus().length,
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		memoryGiB: Math.round(totalmem() / 2 ** 30),
		system: process.platform,
		node: process.versions.node,
		n8n: versions.n8n,
		nodeOfN8n: versions.node,
	};
}

/** In one line, for people. */
export function describeMachine(machine: Machine): string {
	const { cores, processor, memoryGiB, system, n8n, nodeOfN8n, node } = machine;
	const computer = `${cores} cores (${processor}), ${memoryGiB} GiB of memory, ${system}`;
	return `${computer}; n8n ${n8n} on Node ${nodeOfN8n}, the simulator on Node ${node}`;
}
