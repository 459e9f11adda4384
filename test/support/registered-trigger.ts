import type { N8nClient } from '../../local-n8n/rest-client';

type Registry = Record<string, { url: string }>;

/** What the triggers of a workflow have registered; activation and deactivation take a moment to do so. */
export async function untilRegistry(
	n8n: N8nClient,
	workflowId: string,
	fits: (registry: Registry) => boolean,
): Promise<Registry> {
	const deadline = Date.now() + 15_000;
	for (;;) {
		const { global } = ((await n8n.workflow(workflowId)).staticData ?? {}) as {
			global?: { callCowTriggers?: Registry };
		};
		const registry = global?.callCowTriggers ?? {};
		if (fits(registry)) return registry;
		if (Date.now() > deadline) throw new Error(`The registry stays ${JSON.stringify(registry)}`);
	}
}

/** The production URL of the one CallCow Trigger of an active workflow. */
export async function registeredUrl(n8n: N8nClient, workflowId: string): Promise<string> {
	const registry = await untilRegistry(n8n, workflowId, (all) => Object.keys(all).length === 1);
	return Object.values(registry)[0]!.url;
}

export async function untilForgotten(n8n: N8nClient, workflowId: string): Promise<void> {
	await untilRegistry(n8n, workflowId, (all) => Object.keys(all).length === 0);
}
