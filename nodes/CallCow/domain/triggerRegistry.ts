import { z } from 'zod';

/**
 * The CallCow Triggers of a workflow that are active, by node ID, as they stand in the workflow's
 * static data: written by the trigger on activation, read by the CallCow node of the same workflow.
 */
export const REGISTRY_KEY = 'callCowTriggers';

const registrySchema = z.record(z.object({ url: z.string(), workflowId: z.string() }));

type Registry = z.infer<typeof registrySchema>;

/** Always a whole new object: n8n stores static data only when a top-level key is set. */
export function withTrigger(
	stored: unknown,
	nodeId: string,
	entry: { url: string; workflowId: string },
): Registry {
	return { ...own(stored, entry.workflowId), [nodeId]: entry };
}

export function withoutTrigger(stored: unknown, nodeId: string, workflowId: string): Registry {
	return Object.fromEntries(
		Object.entries(own(stored, workflowId)).filter(([id]) => id !== nodeId),
	);
}

export function isRegistered(
	stored: unknown,
	nodeId: string,
	entry: { url: string; workflowId: string },
): boolean {
	return own(stored, entry.workflowId)[nodeId]?.url === entry.url;
}

/** The production URLs of this workflow's active triggers. */
export function triggerUrls(stored: unknown, workflowId: string): string[] {
	return Object.values(own(stored, workflowId)).map(({ url }) => url);
}

/**
 * Only what this workflow has written itself: an imported copy carries the static data of its
 * original along, and a result must not go to another workflow because of it.
 */
function own(stored: unknown, workflowId: string): Registry {
	const registry = registrySchema.safeParse(stored ?? {});
	if (!registry.success) return {};
	return Object.fromEntries(
		Object.entries(registry.data).filter(([, entry]) => entry.workflowId === workflowId),
	);
}
