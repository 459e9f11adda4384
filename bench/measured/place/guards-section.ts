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
		axis: 'time with the guard relative to without it',
		ratios: outcome.comparisons.map((comparison) => ({
			label: labelOf(comparison.conditions),
			ratio: timeRatio(comparison),
		})),
		goal: { at: MOST_TIMES, is: 'atMost' },
	});
	return {
		markdown: `## Calling each number at most once

With **Call Each Number At Most Once**, the node records each number in n8n's database before its request is sent, and n8n
writes the node's whole record each time. This benchmark compares the operation **Place** with that option set to **Ever**
to the same operation without the option. The goal is that it takes at most ${MOST_TIMES.toFixed(2)} times as long, even with many numbers on
record.

![Time with the guard relative to without it](images/${picture})

${guards.table(outcome)}

Each value is the median of all rounds, with the minimum and maximum in parentheses.

${verdict(guards, result)}

### How it was measured

- Everything ran in a real n8n with SQLite and with this package installed from its packed tarball. The simulator took the
  place of CallCow, on the same machine. Both variants ran in the same n8n, one after the other. The order alternated from
  round to round. Each variant ran once before the first round without being measured.
- The time is the node's own run time as stored by n8n. The ratio is calculated within each round, and the result is the
  median of these ratios. Anything that slows down a whole round affects both variants.
- The pace is off, and the simulator answers immediately, so all of the guard's time is visible.
- Every run calls different people. For the row without a number on record, each round starts with a new node. For the
  other row, the node itself put the numbers on record by calling them, and each round adds its own.
- The simulator counted the calls: each one must be placed exactly once.

To repeat this measurement, run \`npm run bench -- --only guards\`.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}
