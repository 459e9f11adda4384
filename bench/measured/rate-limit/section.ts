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
		markdown: `## A list of calls at the rate limit

CallCow accepts ${requestsPerMinute} requests per minute. The benchmark calls each person on a list of ${calls} once, and each answer takes ${answerSeconds} s.
The theoretical minimum is ${leastSeconds(conditions)} s: ${windows} waits of a full minute until the next ${requestsPerMinute} requests can leave, plus the last answer.

![Calls placed over time: the theoretical minimum, the CallCow node, and the HTTP Request node](images/${picture})

${part('One n8n process', pace, oneProcess)}
${part('Four n8n processes at once', processes, fourProcesses)}
### How it was measured

- Everything ran in real time: nothing was shortened, and no clock was changed.
- Everything ran in a real n8n with this package installed from its packed tarball. The simulator took the place of
  CallCow, on the same machine. It accepts ${requestsPerMinute} requests in any 60 s and answers all others immediately with status 429 and
  a Retry-After header.
- Each row had its own simulator. The rows of one table were measured one after the other in the same n8n.
- *Whole execution* is the time stored by n8n, including everything that n8n itself does. The ratio is based on it. There's
  no ratio where some people weren't called.
- All counts come from the simulator. *Placed twice* counts calls to a number beyond the first.
- The **CallCow node** has its default settings. No results are delivered, because there's no CallCow Trigger.
- The **HTTP Request node** sends the same requests, with an idempotency key for each item. With *default settings*, it's
  set to continue after a failure, to show how many requests fail. Otherwise, the first failure would end the workflow. With
  *batches*, it uses the option **Batching**, with one item every ${60 / requestsPerMinute} s or ${requestsPerMinute} items every 60 s. It also uses **Retry On
  Fail** with 3 tries, 5 s apart, which sends the whole list again. Batches apply within one run of one node and don't
  count anything else that uses the credential.
- *Four processes* share one credential and one limit, and know nothing about each other. Each one calls a quarter of the
  list, all at the same time.

To repeat both measurements, run \`npm run bench -- --only pace,processes\`. For one of the tables, name only \`pace\` or
\`processes\`.
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
