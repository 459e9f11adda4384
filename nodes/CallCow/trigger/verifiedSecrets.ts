import { digestOfSecret, hasDigest } from '../domain/secret';

/** How long a verified secret is taken without looking into the credential again, in milliseconds. */
export const VERIFIED_FOR_MS = 10_000;

/**
 * Remembers, as a digest, the secret that each receiver has verified last: n8n needs as long to read a
 * credential as for all the rest of a callback, and results come in bursts.
 *
 * A secret that is not remembered says nothing: it may be new, and has to be verified.
 */
export class VerifiedSecrets {
	private readonly byReceiver = new Map<string, { digest: string; untilMs: number }>();

	has(receiver: string, secret: string, nowMs: number): boolean {
		const verified = this.byReceiver.get(receiver);
		if (verified === undefined || nowMs >= verified.untilMs) return false;
		return hasDigest(secret, verified.digest);
	}

	/** Never call it for a secret that {@link has} has let through: a revoked one would live on. */
	remember(receiver: string, secret: string, nowMs: number): void {
		this.forget(nowMs);
		this.byReceiver.delete(receiver);
		this.byReceiver.set(receiver, {
			digest: digestOfSecret(secret),
			untilMs: nowMs + VERIFIED_FOR_MS,
		});
	}

	// Stryker disable BlockStatement,ConditionalExpression,EqualityOperator: what is over is not taken anyway; this keeps the memory small.
	/** A map keeps the order in which receivers were remembered, so the oldest are in front. */
	private forget(nowMs: number): void {
		for (const [receiver, { untilMs }] of this.byReceiver) {
			if (nowMs < untilMs) return;
			this.byReceiver.delete(receiver);
		}
	}
	// Stryker restore BlockStatement,ConditionalExpression,EqualityOperator
}
