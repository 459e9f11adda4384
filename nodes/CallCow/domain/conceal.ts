import { maskPhoneNumber } from './phone';

/** Seven digits or more of any script, with whatever people write between them. */
const PHONE_NUMBERS = /[+＋]?\p{Nd}(?:[\s().\p{Pd}\p{Cf}]*\p{Nd}){6,}/gu;

const MOST_LEVELS = 20;

/**
 * The same JSON value with every secret in it replaced and every phone number masked. What CallCow
 * says is shown to users and stored in executions, and it may repeat what it was sent.
 *
 * What is nested more deeply than any message of CallCow's is left out as null: whoever goes through the
 * rest needs no limit of their own.
 */
export function conceal(value: unknown, secrets: readonly string[], levels = MOST_LEVELS): unknown {
	if (typeof value === 'string') return concealText(value, secrets);
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return null;
	const inside = (part: unknown) => conceal(part, secrets, levels - 1);
	return Array.isArray(value)
		? value.map(inside)
		: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inside(part)]));
}

function concealText(text: string, secrets: readonly string[]): string {
	const withoutSecrets = secrets
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return withoutSecrets.replace(PHONE_NUMBERS, (digits) => maskPhoneNumber(digits));
}
