import type { Section } from './section';

const head = `# Benchmarks

Made by \`npm run bench\`, which replaces this page: change the texts in \`bench/\`, not here. The numbers are kept in
\`bench/results/\`.
`;

/** The page of benchmarks, in Markdown. */
export function renderPage(sections: readonly Section[]): string {
	return [head, ...sections.map(({ markdown }) => markdown.trim() + '\n')].join('\n');
}
