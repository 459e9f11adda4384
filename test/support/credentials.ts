import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/* Credentials for what stands in for CallCow and for a model. */

/** What n8n stores as a credential. */
interface NewCredential {
	readonly name: string;
	readonly type: string;
	readonly data: ICredentialDataDecryptedObject;
}

/** For a simulator; asks it as often as a test likes, unless `changes` says otherwise. */
export function callCowCredential(
	{ apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: string },
	changes: ICredentialDataDecryptedObject = {},
): NewCredential {
	return {
		name: 'CallCow simulator',
		type: 'callCowApi',
		data: { apiKey, baseUrl, callbackSecret: '', requestsPerMinute: 100_000, ...changes },
	};
}

/** For a stub model. */
export function modelCredential({ url }: { readonly url: string }): NewCredential {
	return { name: 'Stub model', type: 'openAiApi', data: { apiKey: 'none', url } };
}
