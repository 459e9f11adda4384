import type { Finding, Verdict } from './check';

const COLUMNS = [
	{ title: '', width: 11 },
	{ title: 'What was tested', width: 30 },
	{ title: 'What is expected', width: 30 },
	{ title: 'What happened', width: 40 },
] as const;

export function tableHead(): string {
	const line = COLUMNS.map(({ width }) => '─'.repeat(width)).join('  ');
	return `${rowOf(COLUMNS.map(({ title }) => title))}\n${line}`;
}

export function tableRow({ verdict, what, believes, came }: Finding): string {
	return rowOf([verdict, what, believes, came]);
}

/** How many there are of each. */
export function summary(findings: readonly Finding[]): string {
	const count = (verdict: Verdict) =>
		findings.filter((finding) => finding.verdict === verdict).length;
	const verdicts: Verdict[] = ['as expected', 'different', 'undecided', 'skipped'];
	return verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(', ');
}

function rowOf(texts: readonly string[]): string {
	const cells = COLUMNS.map(({ width }, column) => wrapped(texts[column] ?? '', width));
	const height = Math.max(...cells.map((lines) => lines.length));
	return Array.from({ length: height }, (_, line) =>
		COLUMNS.map(({ width }, column) => (cells[column]![line] ?? '').padEnd(width))
			.join('  ')
			.trimEnd(),
	).join('\n');
}

function wrapped(text: string, width: number): string[] {
	const lines = [''];
	const words = text
		.split(' ')
		.flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
	for (const word of words) {
		const line = lines.at(-1)!;
		if (line === '') lines[lines.length - 1] = word;
		else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
		else lines.push(word);
	}
	return lines;
}
