import { z } from 'zod';
import { DEFAULT_BASE_URL } from './apiAddress';
import { deriveCallbackSecret } from './secret';

const trimmedText = z
	.string()
	.nullish()
	.transform((text) => text?.trim() ?? '');

const credentialSchema = z.object({
	apiKey: trimmedText,
	baseUrl: trimmedText,
	callbackSecret: trimmedText,
});

/** A CallCow account as the nodes use it: every field filled in and tidy. */
export interface Account {
	readonly apiKey: string;
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** The bearer token that CallCow sends with every callback. Never empty. */
	readonly callbackSecret: string;
}

export type AccountReading =
	| { ok: true; account: Account }
	| { ok: false; message: string; description: string };

/**
 * Turns the stored credential into an account, or says what is missing in it.
 *
 * The callback secret is the one in the credential or, when that is empty, one derived from the API
 * key, so that the node that places a call and the trigger that verifies its result agree without
 * anybody inventing a secret.
 */
export function readAccount(credential: unknown): AccountReading {
	const { apiKey, baseUrl, callbackSecret } = credentialSchema.parse(credential);
	if (apiKey === '') {
		return {
			ok: false,
			message: 'The CallCow credential holds no API Key',
			description:
				'Open the credential and paste a key from Settings > API Keys in CallCow. It starts with ck_live_.',
		};
	}
	const address = (baseUrl || DEFAULT_BASE_URL).replace(/\/+$/, '');
	if (!isHttpAddress(address)) {
		return {
			ok: false,
			message: 'The Base URL in the CallCow credential is not a web address',
			description: `Open the credential and set Base URL to ${DEFAULT_BASE_URL}, or to the address of your simulator or proxy, with http:// or https:// in front.`,
		};
	}
	return {
		ok: true,
		account: {
			apiKey,
			baseUrl: address,
			callbackSecret: callbackSecret || deriveCallbackSecret(apiKey),
		},
	};
}

function isHttpAddress(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
