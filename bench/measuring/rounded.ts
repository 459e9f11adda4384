/** To so many digits after the point: more would only look exact. */
export const rounded = (value: number, digits: number): number =>
	Math.round(value * 10 ** digits) / 10 ** digits;
