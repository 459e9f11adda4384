import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Keeps the callback secret apart from anything else that may one day be derived from an API key.
 * Changing it makes every callback that is under way fail its verification.
 */
const DERIVATION_LABEL = 'n8n-nodes-callcow/callback-secret/v1';

/**
 * The same secret for the same API key, always, and nothing that would tell the key: 64 hexadecimal
 * characters, HMAC-SHA256 with the key over a fixed text.
 */
export function deriveCallbackSecret(apiKey: string): string {
	return createHmac('sha256', apiKey).update(DERIVATION_LABEL).digest('hex');
}

/** The wait for one call: no other call, not even of the same node, has the same. */
export interface WaitIdentity {
	readonly executionId: string;
	readonly nodeId: string;
	/** Made by chance for each call. */
	readonly nonce: string;
}

/**
 * A secret for one call only: whoever learns it can end this wait and nothing else. 64 hexadecimal
 * characters, HMAC-SHA256 with the account's callback secret over the wait's identity.
 */
export function deriveWaitSecret(
	callbackSecret: string,
	{ executionId, nodeId, nonce }: WaitIdentity,
): string {
	const identity = JSON.stringify([executionId, nodeId, nonce]);
	return createHmac('sha256', callbackSecret).update(identity).digest('hex');
}

/** A trigger that CallCow calls for one of its workflows. */
export interface WorkflowTriggerIdentity {
	/** In n8n. */
	readonly workflowId: string;
	readonly nodeId: string;
	/** In CallCow. */
	readonly callCowWorkflowId: string;
}

/**
 * A secret for the URL that CallCow calls after each call of a workflow, because that delivery carries
 * no other: it opens this trigger for this CallCow workflow only. 64 hexadecimal characters,
 * HMAC-SHA256 with the account's callback secret over the identity.
 */
export function deriveUrlSecret(
	callbackSecret: string,
	{ workflowId, nodeId, callCowWorkflowId }: WorkflowTriggerIdentity,
): string {
	const identity = JSON.stringify(['url', workflowId, nodeId, callCowWorkflowId]);
	return createHmac('sha256', callbackSecret).update(identity).digest('hex');
}

/** Whether a URL carries the secret. Compares like {@link verifyCallbackSecret}. */
export function verifyUrlSecret(given: unknown, expectedSecret: string): boolean {
	if (typeof given !== 'string') return false;
	return timingSafeEqual(digest(given), digest(expectedSecret)) && expectedSecret !== '';
}

export type CallbackVerification = { ok: true } | { ok: false; reason: 'noSecret' | 'wrongSecret' };

/**
 * Accepts a callback only if its Authorization header carries the secret as a bearer token.
 *
 * Takes equally long for every wrong secret, whatever its length: the digests are compared, not the
 * texts. An empty expected secret is never accepted: nothing to verify against means refuse.
 * @see https://docs.callcow.ai (Agent Calling: `callback_secret` comes back as a bearer token)
 */
export function verifyCallbackSecret(
	authorization: string | undefined,
	expectedSecret: string,
): CallbackVerification {
	const token = bearerTokenOf(authorization);
	if (token === undefined) return { ok: false, reason: 'noSecret' };
	// Stryker disable next-line ConditionalExpression,StringLiteral: no token is empty, so none equals an empty secret.
	const isExpected = expectedSecret !== '';
	const isEqual = timingSafeEqual(digest(token), digest(expectedSecret));
	return isEqual && isExpected ? { ok: true } : { ok: false, reason: 'wrongSecret' };
}

/**
 * What can be kept of a secret to verify it later: it does not tell the secret. Where others can read it,
 * only of one that cannot be guessed, because it tells whether a guess is right.
 */
export function digestOfSecret(secret: string): string {
	return digest(secret).toString('base64url');
}

/** Whether this is the secret of a digest. Compares like {@link verifyCallbackSecret}. */
export function hasDigest(secret: string, expectedDigest: string): boolean {
	const expected = Buffer.from(expectedDigest, 'base64url');
	const given = digest(secret);
	// Of all digests the length is the same: it tells nothing.
	return expected.length === given.length && timingSafeEqual(given, expected);
}

/** Whether a callback carries the secret of this digest. */
export function verifyCallbackDigest(
	authorization: string | undefined,
	expectedDigest: string,
): boolean {
	const token = bearerTokenOf(authorization);
	return token !== undefined && hasDigest(token, expectedDigest);
}

/** The secret in an Authorization header; undefined when it holds no bearer token. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
	return /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1];
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
