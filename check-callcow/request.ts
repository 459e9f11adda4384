/** What the API said to one request. */
export interface Answer {
	readonly kind: 'answer';
	readonly status: number;
	readonly headers: Headers;
	/** Parsed when it is JSON, else the text. */
	readonly body: unknown;
	readonly format: 'JSON' | 'web page' | 'text' | 'nothing';
}

/** What came of one request. Only no answer at all has a reason. */
export type Reply = Answer | { readonly kind: 'noAnswer'; readonly reason: string };

export interface Request {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	/** Undefined sends none. */
	readonly apiKey: string | undefined;
	readonly body?: object;
	readonly timeoutMs: number;
}

/**
 * Sends one request, once. Follows no redirect: it would carry the key to another address, as the nodes
 * never do. Never throws, for the texts of errors may hold the key.
 */
export async function send({ method, url, apiKey, body, timeoutMs }: Request): Promise<Reply> {
	try {
		const response = await fetch(url, {
			method,
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
			headers: {
				accept: 'application/json',
				...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const { status, headers } = response;
		return { kind: 'answer', status, headers, ...read(await response.text()) };
	} catch (error) {
		return { kind: 'noAnswer', reason: reasonOf(error, timeoutMs) };
	}
}

function read(text: string): Pick<Answer, 'body' | 'format'> {
	if (text.trim() === '') return { body: '', format: 'nothing' };
	try {
		return { body: JSON.parse(text) as unknown, format: 'JSON' };
	} catch {
		return { body: text, format: /<html[\s>]|<!doctype html/i.test(text) ? 'web page' : 'text' };
	}
}

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was lost',
	UND_ERR_SOCKET: 'the connection was lost',
	ENOTFOUND: 'the host name was not found',
	EAI_AGAIN: 'the host name could not be looked up',
	UND_ERR_CONNECT_TIMEOUT: 'the host could not be reached',
};

function reasonOf(error: unknown, timeoutMs: number): string {
	const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
	if (name === 'TimeoutError') return `it took longer than ${timeoutMs / 1_000} seconds`;
	const code = String(cause?.code);
	if (/CERT|TLS|SSL/.test(code)) return 'its certificate was not accepted';
	return REASONS[code] ?? 'the connection could not be established';
}
