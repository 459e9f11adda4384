import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

export interface StandInReply {
	readonly status: number;
	readonly body?: unknown;
}

/**
 * Of n8n's contexts, only what it takes to send requests: a credential, and an n8n that answers by
 * the script. Says which requests were sent.
 */
export function standInContext<Context>(
	replies: Array<StandInReply | Error>,
	credential: ICredentialDataDecryptedObject = { apiKey: 'ck_live_key', callbackSecret: '' },
): { context: Context; sent: Array<Pick<IHttpRequestOptions, 'method' | 'url' | 'body'>> } {
	const sent: Array<Pick<IHttpRequestOptions, 'method' | 'url' | 'body'>> = [];
	const context = {
		getCredentials: async () => credential,
		getNode: () => ({ id: 'node-1', name: 'CallCow', type: 'callCow', typeVersion: 1 }),
		helpers: {
			async httpRequestWithAuthentication(_type: string, options: IHttpRequestOptions) {
				const { method, url, body } = options;
				sent.push({ method, url, ...(body === undefined ? {} : { body }) });
				const reply = replies.shift();
				if (reply === undefined) throw new TypeError('The script has no further answer');
				if (reply instanceof Error) throw reply;
				return { statusCode: reply.status, headers: {}, body: reply.body };
			},
		},
	};
	return { context: context as unknown as Context, sent };
}
