/**
 * The versions that are installed together, exactly. `n8n-2.41.1.pnpm-lock.yaml` belongs to this n8n; n8n 2.41 asks
 * for Node 24 or newer, which is why it gets a Node of its own.
 */
export const versions = {
	n8n: '2.41.1',
	node: '24.21.0',
	pnpm: '10.34.9',
} as const;
