import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { floor, MOST_TIMES_THE_FLOOR, type FloorOutcome } from './floor';
import { MOST_IN_FLIGHT } from './measured-node';

/** What the page tells of placing calls beside a node that only sends. */
export function floorSection(result: Result<FloorOutcome>): Section {
	const { outcome } = result;
	return {
		markdown: `## What the CallCow node adds to its requests

The same operation beside a *bare caller*: a node of a few lines that hands each item to n8n's request helper with the
same credential, ${MOST_IN_FLIGHT} at a time, and does nothing else. What it takes is n8n's own time for the requests; the rest is what the
CallCow node costs. The goal is at most ${MOST_TIMES_THE_FLOOR.toFixed(2)} of the bare caller's time.

${floor.table(outcome)}

The median of all rounds, and in brackets the least and the most.

${verdict(floor, result)}

It was measured as [above](#placing-calls). The bare caller takes number and prompt out of each item as they are. A node
that people can set up has fields for them, and n8n evaluates two expressions for each item: that is what the bare caller
*with fields* does besides, and nothing more. What the CallCow node takes beyond that one is its own: checks, keys, pace,
memory of calls.

\`npm run bench -- --only floor\` measures it again.
`,
		pictures: [],
	};
}
