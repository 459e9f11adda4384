import { describeMachine } from '../machine';
import { ratioChart } from '../ratio-chart';
import type { Result } from '../results';
import type { Section } from '../section';
import { mostTimesTheWaitNode, shortcomings } from './goal';
import { latencyRatio, nameOf, resumeTable, type ResumeOutcome } from './outcome';

const picture = 'bench-resume.svg';

/** What the page tells of going on after a wait; nothing while nothing was measured. */
export function resumeSection(result: Result<ResumeOutcome> | undefined): Section | undefined {
	if (result === undefined) return undefined;
	const { conditions, loads } = result.outcome;
	const missed = shortcomings(result.outcome);
	const repeated = loads.filter(({ load }) => load.times > 1).map(({ load }) => load);
	const svg = ratioChart({
		axis: 'latency from callback to next node, times that of the Wait node',
		ratios: loads.map((measured) => ({
			label: nameOf(measured.load),
			ratio: latencyRatio(measured),
		})),
		goal: { at: mostTimesTheWaitNode, is: 'atMost' },
	});
	return {
		markdown: `## Going on with a result

An execution waits for the result of a call; the callback comes, and the next node runs. Beside the operation Place and
Wait for Result of the CallCow node, n8n's own Wait node waits for a webhook, with its default settings.

![Latency from callback to next node, in times of that of the Wait node](images/${picture})

${resumeTable(result.outcome)}

${missed.length === 0 ? '' : `The goal was missed. ${missed.join(' ')}\n\n`}Measured on ${result.measuredOn}: ${describeMachine(result.machine)}.

### How it was measured

- Latency is the time from sending the callback until a request of the next node, an HTTP Request node, arrives. Sender
  and receiver are one process with one clock. *Answered* is the time until n8n has answered the callback, median.
- Both workflows are the same but for the node that waits: Manual Trigger, waiting node, next node. Both ran in the
  same n8n, in ${conditions.rounds} rounds, one node after the other, in the opposite order in every other round. One round of each before
  that was not counted. The ratio is made round by round from the medians; in brackets are its least and its most.
- All executions were stored as waiting, and n8n was idle, before the first callback was sent. All callbacks of
  executions that waited at once were sent at once, over connections that were open.${repeated.map(({ waiting, times }) => ` With ${waiting} waiting, a round has ${times} executions, one after the other.`).join('')}
- The payload is the same, and as large: a result as the simulator delivers it.
- Every execution has to go on once, with its own result; this was counted.
- The CallCow node does more than the Wait node: it verifies the secret of this one call, refuses the result of another,
  reads outcome and transcript, and gives the item its place. The Wait node passes on the request as it came.

\`npm run bench -- --only resume\` measures it again.
`,
		pictures: [{ file: picture, svg }],
	};
}
