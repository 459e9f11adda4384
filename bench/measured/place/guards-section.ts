import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { guards, labelOf, MOST_TIMES, timeRatio, type GuardsOutcome } from './guards';

const picture = 'bench-guards.svg';

/** What the page tells of calling each number at most once. */
export function guardsSection(result: Result<GuardsOutcome>): Section {
	const { outcome } = result;
	const chart = ratioChart({
		axis: 'time with the guard, times that without',
		ratios: outcome.comparisons.map((comparison) => ({
			label: labelOf(comparison.conditions),
			ratio: timeRatio(comparison),
		})),
		goal: { at: MOST_TIMES, is: 'atMost' },
	});
	return {
		markdown: `## Calling each number at most once

With *Call Each Number At Most Once* the node notes each number in n8n's database before its request leaves, and n8n
writes the whole record of the node each time. Here the operation *Place a Call* with that option at *Ever* stands beside
the same without it. The goal is that it takes at most ${MOST_TIMES.toFixed(2)} of the time, also with many numbers on record.

![The time with the guard, times that without it](images/${picture})

${guards.table(outcome)}

The median of all rounds, and in brackets the least and the most.

${verdict(guards, result)}

### How it was measured

- In a real n8n with SQLite, with this package installed from its packed tarball; the simulator stood for CallCow, on
  the same machine. Both ways ran in the same n8n, one after the other; in every other round the other one began. One
  run of each before that was not measured.
- The time is the node's own run time as n8n has stored it. The ratio is made within each round, and then the median is
  taken: what disturbs a whole round disturbs both.
- The pace is off, and the simulator answers at once: whatever the guard takes shows.
- In every run other people are phoned. Without a number on record, the node is a new one in each round. Otherwise the
  numbers were put on record by the node itself, by calling them; each round adds its own.
- The simulator counted: each call has to be placed, and once.

\`npm run bench -- --only guards\` measures it again.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}
