import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What CallCow was asked to deliver to the triggers of a workflow, by node ID, as it stands in the
 * workflow's static data: written on activation, so that deactivation can have it ended.
 */
export const WEBHOOKS_KEY = 'callCowWebhooks';

const entrySchema = z.object({
	/** By which CallCow knows it. */
	id: z.string(),
	/** What was asked for, see {@link digestOfWebhook}. */
	digest: z.string(),
	/** The n8n workflow that has asked. */
	workflowId: z.string(),
});

export type RegisteredWebhook = z.infer<typeof entrySchema>;

type Registry = Readonly<Record<string, RegisteredWebhook>>;

/**
 * Tells whether the same was asked for. The URL itself is not kept: it holds a secret, and static data
 * is seen by whoever may read the workflow, and travels with an export.
 */
export function digestOfWebhook(url: string, callCowWorkflowId: string): string {
	return createHash('sha256')
		.update(JSON.stringify([url, callCowWorkflowId]))
		.digest('hex');
}

/** Always a whole new object: n8n stores static data only when a top-level key is set. */
export function withWebhook(stored: unknown, nodeId: string, entry: RegisteredWebhook): Registry {
	return { ...own(stored, entry.workflowId), [nodeId]: entry };
}

export function withoutWebhook(stored: unknown, nodeId: string, workflowId: string): Registry {
	return Object.fromEntries(
		Object.entries(own(stored, workflowId)).filter(([id]) => id !== nodeId),
	);
}

export function registeredWebhook(
	stored: unknown,
	nodeId: string,
	workflowId: string,
): RegisteredWebhook | undefined {
	return new Map(Object.entries(own(stored, workflowId))).get(nodeId);
}

/**
 * Only what this workflow has asked for itself: an imported copy carries the static data of its
 * original along, and must neither end the original's deliveries nor take them for its own.
 */
function own(stored: unknown, workflowId: string): Registry {
	const registry = z.record(entrySchema).safeParse(stored ?? {});
	if (!registry.success) return {};
	return Object.fromEntries(
		Object.entries(registry.data).filter(([, entry]) => entry.workflowId === workflowId),
	);
}
