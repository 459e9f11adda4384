import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { whenAndWhere } from '../../written/verdict';
import { serverTable, type ServerOutcome } from './server-outcome';

/** What the page tells of n8n's settings and processes. */
export function serverSection(
	settings: Result<ServerOutcome> | undefined,
	processes: Result<ServerOutcome> | undefined,
): Section {
	return {
		markdown: `## What n8n's settings bring

The load of [Taking results](#taking-results), at CallCow Triggers of which each is in an n8n that differs in one setting.
[docs/scaling.md](scaling.md#settings-of-n8n) says which of them to set.

${part(settings)}${processes === undefined ? '' : '### One webhook process or two\n\nIn queue mode, with PostgreSQL, Redis and two workers on the same machine.\n\n'}${part(processes)}Ratios are made round by round; the n8n processes take turns, in changing order, and are idle meanwhile. The processor time
is that of the processes that take webhooks, with the executions where these run in the same process.

\`npm run bench -- --only settings,webhooks\` measures it again.
`,
		pictures: [],
	};
}

function part(result: Result<ServerOutcome> | undefined): string {
	if (result === undefined) return '';
	return `${serverTable(result.outcome)}

${whenAndWhere(result)}

`;
}
