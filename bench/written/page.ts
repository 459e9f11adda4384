import type { Section } from './section';

const head = `# Benchmarks

This page shows how fast the CallCow nodes are compared with n8n's own nodes, and how each number was measured. Use it to
judge what the nodes add to the run time of your workflows, or repeat a measurement on your own machine.

\`npm run bench\` generates this page and overwrites it. To change the text, edit \`bench/\`, not this page. The numbers are
stored in \`bench/results/\`.
`;

/** The page of benchmarks, in Markdown. */
export function renderPage(sections: readonly Section[]): string {
	return [head, ...sections.map(({ markdown }) => markdown.trim() + '\n')].join('\n');
}
