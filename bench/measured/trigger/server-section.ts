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
		markdown: `## Effect of n8n's settings

This is the load of [Receiving results](#receiving-results), sent to CallCow Triggers. Each one runs in its own n8n, and
each n8n differs in its settings. [docs/scaling.md](scaling.md#settings-of-n8n) recommends which ones to set.

${part(settings)}${processes === undefined ? '' : '### One webhook process or two\n\nIn queue mode, with PostgreSQL, Redis, and two workers on the same machine.\n\n'}${part(processes)}Ratios are calculated for each round. The n8n processes take turns, in changing order, and are idle between turns. The
processor time is that of the processes that receive webhooks. It includes the executions if they run in the same process.

To repeat this measurement, run \`npm run bench -- --only settings,webhooks\`.
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
