import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { floor, MOST_TIMES_THE_FLOOR, type FloorOutcome } from './floor';
import { MOST_IN_FLIGHT } from './measured-node';

/** What the page tells of placing calls beside a node that only sends. */
export function floorSection(result: Result<FloorOutcome>): Section {
	const { outcome } = result;
	return {
		markdown: `## Overhead of the CallCow node

This benchmark compares the same operation with a *bare caller*: a node of a few lines that hands each item to n8n's
request helper with the same credential, ${MOST_IN_FLIGHT} at a time, and does nothing else. The time of the bare caller is n8n's own time
for the requests. The rest is the cost of the CallCow node. The goal is that the CallCow node takes at most ${MOST_TIMES_THE_FLOOR.toFixed(2)} times as
long as the bare caller.

${floor.table(outcome)}

Each value is the median of all rounds, with the minimum and maximum in parentheses.

${verdict(floor, result)}

The setup is the same as for [Placing calls](#placing-calls). The bare caller takes the number and the prompt from each item
as they are. A node that users can configure has fields for them, and n8n evaluates two expressions for each item. The bare
caller *with fields* does that too, and nothing more. Any further time of the CallCow node is its own: checks, keys, pace,
and remembering calls.

To repeat this measurement, run \`npm run bench -- --only floor\`.
`,
		pictures: [],
	};
}
