/** The head of a column, and what stands in it for each row. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => string];

/** A table in Markdown: the first column to the left, numbers to the right. */
export function tableOf<Row>(rows: readonly Row[], columns: ReadonlyArray<Column<Row>>): string {
	const head = columns.map(([name]) => name);
	const alignment = columns.map((_, index) => (index === 0 ? '---' : '--:'));
	const cells = rows.map((row) => columns.map(([, cell]) => cell(row)));
	return [head, alignment, ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
