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

/**
 * The same path at the address that this n8n has now. A trigger keeps the URL of its activation, and
 * n8n does not tell it when the public address was changed since.
 */
export function atPresentAddress(registered: string, anyUrlOfThisN8n: string): string {
	if (!URL.canParse(registered) || !URL.canParse(anyUrlOfThisN8n)) return registered;
	const { pathname, search } = new URL(registered);
	return new URL(pathname + search, anyUrlOfThisN8n).toString();
}
