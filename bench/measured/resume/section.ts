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
		axis: 'latency from callback to next node, relative to the Wait node',
		ratios: loads.map((measured) => ({
			label: nameOf(measured.load),
			ratio: latencyRatio(measured),
		})),
		goal: { at: mostTimesTheWaitNode, is: 'atMost' },
	});
	return {
		markdown: `## Resuming with a result

An execution waits for the result of a call, the callback arrives, and the next node runs. This benchmark compares the
operation **Place and Wait for Result** of the CallCow node with n8n's own Wait node, which waits for a webhook with its
default settings.

![Latency from callback to next node, relative to the Wait node](images/${picture})

${resumeTable(result.outcome)}

${verdict(resume, result)}

### How it was measured

- Latency is the time from sending the callback until the request of the next node, an HTTP Request node, arrives. The
  sender and the receiver are one process with one clock. *Answered* is the median time until n8n answered the callback.
- Both workflows are the same except for the node that waits: Manual Trigger, waiting node, next node. Both ran in the
  same n8n, one after the other, in ${conditions.rounds} rounds. The order alternated from round to round. One earlier round of each wasn't
  counted. The ratio is calculated for each round from the medians, with its minimum and maximum in parentheses.
- Before the first callback was sent, all executions were stored as waiting, and n8n was idle.
${loads.map(({ load }) => howManyTimes(load)).join('\n')}
- The payload has the same content and size for both nodes: a result as the simulator delivers it. The connections were
  already open.
- Every execution must resume exactly once, with its own result. The benchmark counted this.
- The CallCow node does more than the Wait node. It verifies the secret of this one call, refuses the result of any other
  call, and reads the outcome and transcript. n8n also checks whether the workflow may use the credential. The Wait node
  passes the request on as it arrived.
- With either node, most of the time goes into the expression engines that n8n starts for each execution that resumes.

To repeat this measurement, run \`npm run bench -- --only resume\`.
`,
		pictures: [{ file: picture, svg }],
	};
}

const howManyTimes = ({ waiting, times }: Load) =>
	waiting === 1
		? `- *1 waiting*: each round has ${times} executions, one after the other.`
		: `- *${waiting} waiting*: all callbacks were sent at the same time, ${times === 1 ? 'once' : `${times} times`} per round.`;
