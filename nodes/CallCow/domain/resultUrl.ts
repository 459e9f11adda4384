/** The query parameter in which the user's own ID travels with the call and comes back with its result. */
export const REFERENCE_PARAMETER = 'reference';

/** The address that CallCow delivers the result to, with the reference in it when there is one. */
export function withReference(url: URL, reference: string | undefined): string {
	const address = new URL(url);
	if (reference !== undefined) address.searchParams.set(REFERENCE_PARAMETER, reference);
	return address.toString();
}

/** The reference in the query of a callback; undefined when there is none. */
export function referenceOf(query: unknown): string | undefined {
	const value = (query as Record<string, unknown> | undefined)?.[REFERENCE_PARAMETER];
	return typeof value === 'string' ? value : undefined;
}

/** What n8n puts behind the address of its webhooks for a CallCow Trigger; must be the `path` in its description. */
export const TRIGGER_PATH = 'callcow';

/**
 * The same trigger below the address that n8n's webhooks have now, such as `https://n8n.example.com/webhook`.
 * A trigger keeps the URL of its activation, and n8n does not tell it when the public address was changed
 * since: another host, into a folder of it or out of one, another name of the endpoint.
 *
 * What does not look like a URL of that workflow's trigger is left as it is.
 */
export function atPresentAddress(
	registered: string,
	workflowId: string,
	webhookBase: string | undefined,
): string {
	if (webhookBase === undefined || !URL.canParse(webhookBase)) return registered;
	if (!URL.canParse(registered)) return registered;
	const segments = new URL(registered).pathname.split('/');
	if (segments.at(-1) !== TRIGGER_PATH) return registered;
	// A node with a webhook ID has that in its URL, one without the workflow's ID and its own name.
	const own = segments.slice(segments.at(-3) === workflowId ? -3 : -2);
	return [webhookBase, ...own].join('/');
}

/**
 * Where n8n's webhooks are, told from the address at which an execution can be resumed, as long as n8n's
 * endpoints have their usual names; else undefined.
 */
export function webhookBaseBeside(resumeUrl: string): string | undefined {
	const [address = ''] = resumeUrl.split('?', 1);
	return /^(.+\/webhook)-waiting\/[^/]+$/.exec(address)?.[1];
}
