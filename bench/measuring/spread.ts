/** What was measured in several rounds: the middle, and how far the rounds lie apart. */
export interface Spread {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

/** @throws {RangeError} without any value. */
export function spreadOf(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const [least, most] = [sorted[0], sorted.at(-1)];
	if (least === undefined || most === undefined) {
		throw new RangeError('A spread needs at least one value');
	}
	const middle = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(middle) - 1]!, sorted[Math.floor(middle)]!];
	return { median: (low + high) / 2, least, most };
}

/**
 * What one way took or did for each unit of the other's, round by round: what disturbs a whole round
 * disturbs both, and is gone from the ratio.
 */
export function ratiosOf(values: readonly number[], ofThese: readonly number[]): Spread {
	return spreadOf(values.map((value, round) => value / ofThese[round]!));
}

/** Like `0.98 (0.95–1.02)`. */
export function formatSpread({ median, least, most }: Spread, digits = 2): string {
	return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
