/** What stands where a secret was. */
export const hidden = '[hidden]';

/** The value of an `authorization` header without what it proves: `Bearer [hidden]`. */
export function hideAuthorization(value: string): string {
	return value.replace(/^(\S+\s+)?.*$/s, `$1${hidden}`);
}

/**
 * An address without what lets somebody in there: user and password, and the values of query
 * parameters that are named like a secret, such as n8n's `signature`.
 */
export function hideSecretsInUrl(address: string): string {
	if (!URL.canParse(address)) return hideSecretsInQueries(address);
	const url = new URL(address);
	if (url.password === '' && ![...url.searchParams.keys()].some(isNamedLikeSecret)) return address;
	if (url.password !== '') url.password = 'hidden';
	const query = [...url.searchParams].map(
		([name, value]) =>
			`${encodeURIComponent(name)}=${isNamedLikeSecret(name) ? hidden : encodeURIComponent(value)}`,
	);
	url.search = '';
	const { hash } = url;
	url.hash = '';
	return `${url.href}${query.length > 0 ? `?${query.join('&')}` : ''}${hash}`;
}

/** A text without the values of what looks like a query parameter that is named like a secret. */
export function hideSecretsInQueries(text: string): string {
	return text.replace(/([?&])([^=&?\s"]+)=[^&#\s"]*/g, (found, before: string, name: string) =>
		isNamedLikeSecret(name) ? `${before}${name}=${hidden}` : found,
	);
}

/** The body of a request without its callback secret and what lets somebody in at its addresses. */
export function hideSecretsInBody(body: unknown): unknown {
	// Not JSON, and yet it may be almost JSON.
	if (typeof body === 'string') {
		return hideSecretsInQueries(body).replace(
			/("callback_secret"\s*:\s*")(\\.|[^"\\])*/g,
			`$1${hidden}`,
		);
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const shown: Record<string, unknown> = { ...body };
	if (typeof shown.callback_secret === 'string') shown.callback_secret = hidden;
	for (const field of ['callback_url', 'webhook_url']) {
		const address = shown[field];
		if (typeof address === 'string') shown[field] = hideSecretsInUrl(address);
	}
	return shown;
}

/** Whether the name of a parameter or header says that its value lets somebody in. */
export function isNamedLikeSecret(name: string): boolean {
	return /secret|signature|token|password|nonce/i.test(name);
}
