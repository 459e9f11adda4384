import { maskPhoneNumber } from './phone';

/** Seven digits or more, with whatever people write between them. */
const PHONE_NUMBERS = /\+?\d(?:[\s().-]*\d){6,}/g;

/**
 * The same JSON value with every secret in it replaced and every phone number masked. What CallCow
 * says is shown to users and stored in executions, and it may repeat what it was sent.
 */
export function conceal(value: unknown, secrets: readonly string[]): unknown {
	if (value === undefined) return undefined;
	return JSON.parse(
		JSON.stringify(value, (_key, part: unknown) =>
			typeof part === 'string' ? concealText(part, secrets) : part,
		),
	);
}

function concealText(text: string, secrets: readonly string[]): string {
	const withoutSecrets = secrets
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return withoutSecrets.replace(PHONE_NUMBERS, (digits) => maskPhoneNumber(digits));
}
