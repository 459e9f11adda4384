import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { placedOverTime } from './chart';
import { leastSeconds } from './conditions';
import { fourProcesses } from './four-processes';
import { oneProcess } from './one-process';
import type { ListOutcome } from './outcome';

const picture = 'bench-pace.svg';

/** What the page tells of the list against the rate limit. At least one of the tables was measured. */
export function rateLimitSection(
	pace: Result<ListOutcome> | undefined,
	processes: Result<ListOutcome> | undefined,
): Section {
	const { conditions } = (pace ?? processes)!.outcome;
	const { calls, requestsPerMinute, answerSeconds } = conditions;
	const windows = Math.floor((calls - 1) / requestsPerMinute);
	const [first, ...others] = pace?.outcome.variants ?? [];
	const chart = placedOverTime(conditions, [
		...(first === undefined ? [] : [first]),
		...(processes?.outcome.variants ?? []),
		...others,
	]);
	return {
		markdown: `## A list of calls against the rate limit

CallCow takes ${requestsPerMinute} requests a minute. A list of ${calls} people is phoned, each once; every answer takes ${answerSeconds} s. Nobody
can be faster than ${leastSeconds(conditions)} s: ${windows} times the full minute until the next ${requestsPerMinute} may leave, and the last answer.

![Calls placed over time: the least possible time, the CallCow node, and the HTTP Request node](images/${picture})

${part('One n8n process', pace, oneProcess)}
${part('Four n8n processes at once', processes, fourProcesses)}
### How it was measured

- In real time: nothing was shortened, and no clock was moved.
- In a real n8n, with this package installed from its packed tarball. The simulator stood for CallCow, on the same
  machine; it lets ${requestsPerMinute} requests through in any 60 s, and answers all others 429 at once, with a Retry-After.
- Each row had a simulator of its own. The rows of one table were measured one after the other in the same n8n.
- *Whole execution* is the time that n8n has stored, with everything that n8n itself does; the ratio is made from it.
  Where people were left out there is no ratio.
- All counts are the simulator's. *Placed twice* counts calls beyond the first to one number.
- The **CallCow node** has its default settings. No results are delivered: there is no CallCow Trigger.
- The **HTTP Request node** posts the same, with an idempotency key for each item. With *default settings* it goes on
  after a failure, to show how many fail; without that, the first one ends the workflow. With *batches* it has the
  option Batching, one item every ${60 / requestsPerMinute} s or ${requestsPerMinute} items every 60 s, and Retry On Fail with 3 tries, 5 s apart, which sends
  the whole list again. Batches hold within one run of one node; whatever else uses the credential is not counted.
- *Four processes* share one credential and one limit, and know nothing of each other: each phones a quarter of the
  list, all at the same time.

\`npm run bench\` measures it again; \`npm run bench -- --only pace\` or \`processes\` only one of the tables.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}

function part(
	heading: string,
	result: Result<ListOutcome> | undefined,
	bench: typeof oneProcess,
): string {
	if (result === undefined) return '';
	return `### ${heading}

${bench.table(result.outcome)}

${verdict(bench, result)}
`;
}
