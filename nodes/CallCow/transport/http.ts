import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import type { Account } from '../domain/account';

export interface HttpRequest {
	readonly method: IHttpRequestMethods;
	/** Below the base URL, with a slash in front. */
	readonly path: string;
	readonly body?: IDataObject;
	readonly timeoutMs: number;
}

/** What came of one request. Any status is an answer; only no answer at all has a reason. */
export type HttpReply =
	| { kind: 'answer'; status: number; retryAfter?: string; date?: string; body: unknown }
	| { kind: 'noAnswer'; reason: string };

/** Sends one request, once. Throws only when the execution was cancelled. */
export type Send = (request: HttpRequest) => Promise<HttpReply>;

/**
 * Sends requests through n8n, which adds the key and knows the user's proxy.
 *
 * Statuses come back as data: n8n would send a request with a refused key a second time, and
 * redirects would carry the key, and the call, to another host.
 */
export function createSend(
	context: IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions,
	account: Account,
): Send {
	const cancelSignal = () =>
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return async ({ method, path, body, timeoutMs }) => {
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				'callCowApi',
				{
					method,
					url: `${account.baseUrl}${path}`,
					...(body === undefined ? {} : { body }),
					json: true,
					timeout: timeoutMs,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
			)) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			const { 'retry-after': retryAfter, date } = response.headers;
			return {
				kind: 'answer',
				status: response.statusCode,
				body: response.body,
				...(typeof retryAfter === 'string' ? { retryAfter } : {}),
				...(typeof date === 'string' ? { date } : {}),
			};
		} catch (error) {
			cancelSignal()?.throwIfAborted();
			return { kind: 'noAnswer', reason: reasonOf(error, timeoutMs) };
		}
	};
}

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was lost',
	EPIPE: 'the connection was lost',
	ENOTFOUND: 'the host name was not found',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host could not be reached',
	ENETUNREACH: 'the network could not be reached',
};

/** The reason in words of our own: texts of the HTTP library may hold the request, with key and number. */
function reasonOf(error: unknown, timeoutMs: number): string {
	const codes = codesOf(error);
	if (codes.some((code) => /^(ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT)$/.test(code))) {
		return `no answer within ${timeoutMs / 1_000} seconds`;
	}
	if (codes.some((code) => /CERT|TLS|SSL/.test(code))) return 'its certificate was not accepted';
	const known = codes.find((code) => Object.hasOwn(REASONS, code));
	return known === undefined ? 'the connection could not be established' : (REASONS[known] ?? '');
}

/** The error codes in an error and in what caused it: n8n wraps the library's error. */
function codesOf(error: unknown): string[] {
	const codes: string[] = [];
	for (
		let depth = 0, next = error;
		depth < 5 && typeof next === 'object' && next !== null;
		depth++
	) {
		const { code, httpCode, cause } = next as {
			code?: unknown;
			httpCode?: unknown;
			cause?: unknown;
		};
		codes.push(...[code, httpCode].filter((value) => typeof value === 'string'));
		next = cause;
	}
	return codes;
}
