import { maskPhoneNumber } from './phone';

/** Seven digits or more of any script, with whatever people write between them. */
const PHONE_NUMBERS = /[+＋]?\p{Nd}(?:[\s().\p{Pd}\p{Cf}]*\p{Nd}){6,}/gu;

/**
 * The same JSON value with every secret in it replaced and every phone number masked. What CallCow
 * says is shown to users and stored in executions, and it may repeat what it was sent.
 *
 * Never throws: of a value that is nested too deeply to go through it, undefined is left.
 */
export function conceal(value: unknown, secrets: readonly string[]): unknown {
	if (value === undefined) return undefined;
	try {
		return JSON.parse(
			JSON.stringify(value, (_key, part: unknown) =>
				typeof part === 'string' ? concealText(part, secrets) : part,
			),
		);
	} catch {
		return undefined;
	}
}

function concealText(text: string, secrets: readonly string[]): string {
	const withoutSecrets = secrets
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return withoutSecrets.replace(PHONE_NUMBERS, (digits) => maskPhoneNumber(digits));
}
