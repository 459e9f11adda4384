/** A table in Markdown: the first column to the left, numbers to the right. */
export function markdownTable(
	head: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string {
	const alignment = head.map((_, column) => (column === 0 ? '---' : '--:'));
	return [head, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
