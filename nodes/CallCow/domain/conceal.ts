import { maskPhoneNumber } from './phone/mask';

/** Seven digits or more of any script, with whatever people write between them. */
const PHONE_NUMBERS = /[+＋]?\p{Nd}(?:[\s().\p{Pd}\p{Cf}]*\p{Nd}){6,}/gu;

/** Far more than is ever shown of an answer, and little enough to look through at once. */
const MOST_VALUES = 1_000;
const DEEPEST = 20;
const LONGEST_TEXT = 10_000;

/**
 * The same JSON value with every secret in it replaced and every phone number masked. What CallCow
 * says is shown to users and stored in executions, and it may repeat what it was sent.
 *
 * Whatever stands between n8n and CallCow may answer too: of a value that is huge, or nested very
 * deep, only the beginning is given.
 */
export function conceal(value: unknown, secrets: readonly string[]): unknown {
	let left = MOST_VALUES;
	const visit = (part: unknown, depth: number): unknown => {
		if (typeof part === 'string') return concealText(beginningOf(part), secrets);
		if (typeof part !== 'object' || part === null) return part;
		if (depth === DEEPEST) return null;
		if (Array.isArray(part)) {
			return part.slice(0, Math.max(0, left)).map((entry) => {
				left--;
				return visit(entry, depth + 1);
			});
		}
		const concealed: Array<[string, unknown]> = [];
		for (const key in part) {
			if (left-- <= 0) break;
			concealed.push([key, visit((part as Record<string, unknown>)[key], depth + 1)]);
		}
		return Object.fromEntries(concealed);
	};
	return visit(value, 0);
}

function beginningOf(text: string): string {
	if (text.length <= LONGEST_TEXT) return text;
	// Half a secret would not be found.
	return text.slice(0, LONGEST_TEXT).replace(/\S{0,200}$/, '');
}

function concealText(text: string, secrets: readonly string[]): string {
	const withoutSecrets = secrets
		.filter((secret) => secret !== '')
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return withoutSecrets.replace(PHONE_NUMBERS, (digits) => maskPhoneNumber(digits));
}
