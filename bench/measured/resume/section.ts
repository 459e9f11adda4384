import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import type { Load } from './conditions';
import { mostTimesTheWaitNode } from './goal';
import { latencyRatio, nameOf, resumeTable, type ResumeOutcome } from './outcome';
import { resume } from './resume';

const picture = 'bench-resume.svg';

/** What the page tells of going on after a wait. */
export function resumeSection(result: Result<ResumeOutcome>): Section {
	const { conditions, loads } = result.outcome;
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

${verdict(resume, result)}

### How it was measured

- Latency is the time from sending the callback until a request of the next node, an HTTP Request node, arrives. Sender
  and receiver are one process with one clock. *Answered* is the time until n8n has answered the callback, median.
- Both workflows are the same but for the node that waits: Manual Trigger, waiting node, next node. Both ran in the
  same n8n, in ${conditions.rounds} rounds, one node after the other, in the opposite order in every other round. One round of each before
  that was not counted. The ratio is made round by round from the medians; in brackets are its least and its most.
- All executions were stored as waiting, and n8n was idle, before the first callback was sent.
${loads.map(({ load }) => howManyTimes(load)).join('\n')}
- The payload is the same, and as large: a result as the simulator delivers it. The connections were open before.
- Every execution has to go on once, with its own result; this was counted.
- The CallCow node does more than the Wait node: it verifies the secret of this one call, refuses the result of another,
  and reads outcome and transcript; and n8n checks that the workflow may use the credential. The Wait node passes on the
  request as it came.
- Most of the time goes into the expression engines that n8n starts for each execution that goes on, with either node.

\`npm run bench -- --only resume\` measures it again.
`,
		pictures: [{ file: picture, svg }],
	};
}

const howManyTimes = ({ waiting, times }: Load) =>
	waiting === 1
		? `- *1 waiting*: a round has ${times} executions, one after the other.`
		: `- *${waiting} waiting*: all callbacks were sent at once, ${times === 1 ? 'once' : `${times} times`} in a round.`;
