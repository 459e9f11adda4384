import { z } from 'zod';
import { DEFAULT_BASE_URL } from './apiAddress';
import { isCountry, type Country } from './countries';
import { deriveCallbackSecret } from './secret';

const trimmedText = z
	.string()
	.nullish()
	.transform((text) => text?.trim() ?? '');

const MOST_REQUESTS_PER_MINUTE = 100_000;

/** An expression may give them as text. What is no country is kept, so that it can be told. */
const countryCodes = z
	.union([z.array(z.string()), z.string().transform((text) => text.split(','))])
	.nullish()
	.transform((codes) => (codes ?? []).map((code) => code.trim().toUpperCase()).filter(Boolean));

const secretsSchema = z.object({ apiKey: trimmedText, callbackSecret: trimmedText });

const credentialSchema = secretsSchema.extend({
	baseUrl: trimmedText,
	allowedCountries: countryCodes,
	// As n8n stores a number field that was emptied, or that an expression fills.
	requestsPerMinute: z.preprocess(
		(value) => (value === '' || value === null ? undefined : value),
		z.coerce.number().int().min(1).max(MOST_REQUESTS_PER_MINUTE).default(60),
	),
});

/** A CallCow account as the nodes use it: every field filled in and tidy. */
export interface Account {
	readonly apiKey: string;
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** The bearer token that CallCow sends with every callback. Never empty. */
	readonly callbackSecret: string;
	/** Where it may phone, by ISO code; empty means everywhere. */
	readonly allowedCountries: ReadonlySet<Country>;
	readonly requestsPerMinute: number;
}

export type AccountReading =
	| { ok: true; account: Account }
	| { ok: false; message: string; description: string };

/**
 * The bearer token that CallCow has to show, also when the rest of the credential cannot be used for
 * calls: a result is not lost for that. Undefined without an API key or a secret of its own.
 */
export function readCallbackSecret(credential: unknown): string | undefined {
	const { apiKey, callbackSecret } = secretsSchema.parse(credential);
	return callbackSecret || (apiKey === '' ? undefined : deriveCallbackSecret(apiKey));
}

/**
 * Turns the stored credential into an account, or says what is missing in it.
 *
 * The callback secret is the one in the credential or, when that is empty, one derived from the API
 * key, so that the node that places a call and the trigger that verifies its result agree without
 * anybody inventing a secret.
 */
export function readAccount(credential: unknown): AccountReading {
	const reading = credentialSchema.safeParse(credential);
	if (!reading.success) return explainField(String(reading.error.issues[0]?.path[0]));
	const { apiKey, baseUrl, callbackSecret, allowedCountries, requestsPerMinute } = reading.data;
	if (apiKey === '') {
		return {
			ok: false,
			message: "The CallCow credential has no 'API Key'",
			description:
				'Open the credential and paste a key from Settings > API Keys in CallCow. It starts with ck_live_.',
		};
	}
	const address = (baseUrl || DEFAULT_BASE_URL).replace(/\/+$/, '');
	if (!/^[\x20-\x7e]*$/.test(callbackSecret)) {
		return {
			ok: false,
			message:
				"'Callback Secret' in the CallCow credential contains a character that an HTTP header cannot carry",
			description:
				'No call was placed, because its result would be rejected. Use only unaccented letters, digits, and symbols.',
		};
	}
	if (!isHttpAddress(address)) {
		return {
			ok: false,
			message: "'Base URL' in the CallCow credential is not a web address",
			description: `Open the credential and set 'Base URL' to ${DEFAULT_BASE_URL}, or to the address of your simulator or proxy, starting with http:// or https://.`,
		};
	}
	// Left out, an unknown code would let every other country through if it were the only one.
	if (!allowedCountries.every(isCountry)) return explainField('allowedCountries');
	return {
		ok: true,
		account: {
			apiKey,
			baseUrl: address,
			callbackSecret: callbackSecret || deriveCallbackSecret(apiKey),
			allowedCountries: new Set(allowedCountries.filter(isCountry)),
			requestsPerMinute,
		},
	};
}

const FIELDS: Readonly<Record<string, { label: string; whatToDo: string }>> = {
	allowedCountries: {
		label: 'Allowed Countries',
		whatToDo: 'choose countries from the list, enter ISO codes such as US, or leave it empty',
	},
	requestsPerMinute: {
		label: 'Requests per Minute',
		whatToDo: `enter a whole number from 1 to ${MOST_REQUESTS_PER_MINUTE}`,
	},
};

function explainField(name: string): AccountReading {
	const { label, whatToDo } = FIELDS[name] ?? { label: name, whatToDo: 'enter it again' };
	return {
		ok: false,
		message: `'${label}' in the CallCow credential cannot be read`,
		description: `No call was placed. Open the credential and, for '${label}', ${whatToDo}.`,
	};
}

function isHttpAddress(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
