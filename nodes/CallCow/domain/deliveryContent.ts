import type { CallbackPayload } from './callback';
import type { Outcome } from './outcome';

/** How much one delivery of a result says: small, because it is kept in memory for many calls. */
export interface DeliveryContent {
	readonly outcomes: ReadonlySet<Outcome>;
	/** For each documented field with a content of its own, in this order, how many values it holds. */
	readonly amounts: readonly number[];
}

const CONTENT_FIELDS = ['call_summary', 'messages', 'form_fills', 'context'] as const;

export function contentOf(payload: CallbackPayload, outcome: Outcome): DeliveryContent {
	return {
		outcomes: new Set(outcome === 'unknown' ? [] : [outcome]),
		amounts: CONTENT_FIELDS.map((field) => amountIn(payload[field])),
	};
}

/** Whether a delivery says anything that those before it did not: an outcome, a summary, more turns. */
export function saysMore(next: DeliveryContent, known: DeliveryContent): boolean {
	return (
		[...next.outcomes].some((outcome) => !known.outcomes.has(outcome)) ||
		next.amounts.some((amount, index) => amount > known.amounts[index]!)
	);
}

/** What both have said. */
export function together(one: DeliveryContent, other: DeliveryContent): DeliveryContent {
	return {
		outcomes: new Set([...one.outcomes, ...other.outcomes]),
		amounts: one.amounts.map((amount, index) => Math.max(amount, other.amounts[index]!)),
	};
}

/** More is not counted: a delivery may be of any size. */
const MOST_COUNTED = 10_000;
const DEEPEST = 20;

/** How many values there are that are not empty. */
function amountIn(value: unknown): number {
	let amount = 0;
	const count = (part: unknown, depth: number) => {
		if (amount >= MOST_COUNTED) return;
		if (typeof part === 'object' && part !== null && depth < DEEPEST) {
			for (const key in part) count((part as Record<string, unknown>)[key], depth + 1);
		} else if (!isEmpty(part)) {
			amount++;
		}
	};
	count(value, 0);
	return amount;
}

function isEmpty(value: unknown): boolean {
	if (typeof value === 'string') return /^(?:null|\{\s*\}|\[\s*\]|)$/.test(value.trim());
	return value === null || value === undefined;
}
