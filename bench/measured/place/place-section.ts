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
		axis: 'time, times that of the HTTP Request node',
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

The CallCow node's operation *Place a Call* beside an HTTP Request node that posts the same to the same API. The pace is
off: neither of them waits for a rate limit. The goal is that the CallCow node takes at most ${MOST_TIMES.toFixed(2)} of the HTTP Request
node's time with ${ITEMS_FOR_GOAL} items and more; the table shows a single call too.

![The time of the CallCow node, times that of the HTTP Request node](images/${picture})

${place.table(outcome)}

The median of all rounds, and in brackets the least and the most. *Most in flight* is the most of all rounds.

${verdict(place, result)}

### How it was measured

- In a real n8n, with this package installed from its packed tarball. The simulator stood for CallCow, on the same
  machine. Both nodes ran in the same n8n with the same credential, against the same simulator, one after the other; in
  every other round the other one began. One run of each before that was not measured.
- The time is the node's own run time as n8n has stored it, in whole milliseconds. The ratio is made within each round,
  and then the median is taken: what disturbs a whole round disturbs both.
- The credential allows 100,000 requests a minute, and the simulator as many. It answers at once or 50 ms after the call
  was placed.
- The simulator counted: each call has to be placed, and once. It also saw how many requests waited for their answers at
  the same time, to the millisecond: what ends in the one in which another starts does not count as beside it. The
  CallCow node keeps at most ${MOST_IN_FLIGHT} in flight; the HTTP Request node has no bound.
- The simulator shares the machine's cores with n8n. With the longest list it was busy for at most ${busiestSimulator(outcome)} of the
  node's time.
- *Memory* is how far the resident memory (RSS) of n8n rose while the node ran, from its start to the peak, looked at
  every 25 ms. It was measured apart, each time in a fresh n8n that had placed one call: an n8n that has placed thousands
  keeps memory for the next ones. It is noisy all the same, because it depends on when the garbage collector ran.

The nodes do not do the same:

- The **CallCow node** reads two fields, the number and the prompt, and checks every item before the first request
  leaves: the number against the numbering plan of its country, whether it is dear, the options. It gives each call an
  idempotency key, asks its pace for leave for every request, remembers what was placed, and would repeat what fails.
- The **HTTP Request node** has its default settings, without batches. It reads one field: the whole body as one
  expression, with an idempotency key for each item. It checks nothing and repeats nothing.

\`npm run bench -- --only place\` measures it again.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}

/**
 * The largest share of a node's time in which the simulator was busy, like `31 %`; of the longest lists,
 * because in a short run what n8n does before the node weighs more than the node.
 */
function busiestSimulator({ comparisons }: PlaceOutcome): string {
	const mostItems = Math.max(...comparisons.map(({ conditions }) => conditions.items));
	const shares = comparisons
		.filter(({ conditions }) => conditions.items === mostItems)
		.flatMap(({ callCow, httpRequest }) => [callCow, httpRequest])
		.flatMap(({ simulatorBusy }) => simulatorBusy);
	return `${Math.round(100 * Math.max(...shares))} %`;
}
