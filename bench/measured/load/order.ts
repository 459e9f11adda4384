/** The same items, begun at another one in each round: in as many rounds as there are, each is the first once. */
export function rotated<T>(items: readonly T[], round: number): T[] {
	const first = round % items.length;
	return [...items.slice(first), ...items.slice(0, first)];
}
