import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { labelOf } from './conditions';
import { MOST_IN_FLIGHT } from './measured-node';
import { ITEMS_FOR_GOAL, MOST_TIMES, place, timeRatio, type PlaceOutcome } from './place';

const picture = 'bench-place.svg';

/** What the page tells of placing calls beside the HTTP Request node. */
export function placeSection(result: Result<PlaceOutcome>): Section {
	const { outcome } = result;
	const chart = ratioChart({
		axis: 'time relative to the HTTP Request node',
		// What has no goal would be drawn as meeting or missing it.
		ratios: outcome.comparisons
			.filter(({ conditions }) => conditions.items >= ITEMS_FOR_GOAL)
			.map((comparison) => ({
				label: labelOf(comparison.conditions),
				ratio: timeRatio(comparison),
			})),
		goal: { at: MOST_TIMES, is: 'atMost' },
	});
	return {
		markdown: `## Placing calls

This benchmark compares the operation **Place** of the CallCow node with an HTTP Request node that sends the same requests
to the same API. The pace is off, so neither node waits for a rate limit. The goal is that the CallCow node takes at most
${MOST_TIMES.toFixed(2)} times as long as the HTTP Request node with ${ITEMS_FOR_GOAL} or more items. The table also shows a single call.

![Time of the CallCow node relative to the HTTP Request node](images/${picture})

${place.table(outcome)}

Each value is the median of all rounds, with the minimum and maximum in parentheses. *Most in flight* is the maximum of
all rounds.

${verdict(place, result)}

### How it was measured

- Both nodes ran in a real n8n with this package installed from its packed tarball. The simulator took the place of
  CallCow, on the same machine. Both nodes ran in the same n8n with the same credential, against the same simulator, one
  after the other. The order alternated from round to round. Each node ran once before the first round without being
  measured.
- The time is the node's own run time as stored by n8n, in whole milliseconds. The ratio is calculated within each round,
  and the result is the median of these ratios. Anything that slows down a whole round affects both nodes.
- The credential allows 100,000 requests per minute, and so does the simulator. The simulator answers immediately, or
  50 ms after the call is placed.
- The simulator counted the calls: each one must be placed exactly once. It also counted how many requests waited for
  their answers at the same time, to the millisecond. A request that ends in the same millisecond in which another one
  starts doesn't count as simultaneous. The CallCow node keeps at most ${MOST_IN_FLIGHT} requests in flight. The HTTP Request node has no
  limit.
- The simulator shares the machine's cores with n8n. With the longest list, it was busy for at most ${busiestSimulator(outcome)} of the
  node's time.
- *Memory* is how far n8n's resident memory (RSS) rose while the node ran, from the start to the peak, sampled every
  25 ms. It was measured separately, each time in a fresh n8n that had placed one call, because an n8n that has placed
  thousands of calls keeps memory for the next ones. The values still vary a lot, because they depend on when the garbage
  collector ran.

The two nodes don't do the same work:

- The **CallCow node** reads two fields, the number and the prompt. Before it sends the first request, it checks every item:
  the number against its country's numbering plan, whether the number is expensive, and the options. It gives each call an
  idempotency key, asks its pace for permission before every request, remembers which calls were placed, and would retry
  failed requests.
- The **HTTP Request node** has its default settings and no batches. It reads one field: the whole body as one expression,
  with an idempotency key for each item. It checks nothing and retries nothing.

To repeat this measurement, run \`npm run bench -- --only place\`.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}

/**
 * The largest share of a node's time in which the simulator was busy, like `31%`; of the longest lists,
 * because in a short run what n8n does before the node weighs more than the node.
 */
function busiestSimulator({ comparisons }: PlaceOutcome): string {
	const mostItems = Math.max(...comparisons.map(({ conditions }) => conditions.items));
	const shares = comparisons
		.filter(({ conditions }) => conditions.items === mostItems)
		.flatMap(({ callCow, httpRequest }) => [callCow, httpRequest])
		.flatMap(({ simulatorBusy }) => simulatorBusy);
	return `${Math.round(100 * Math.max(...shares))}%`;
}
