import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { missedGoal, whenAndWhere } from '../../written/verdict';
import { connectionsInWords, throughputRatio } from './measured-loads';
import { trigger } from './trigger';
import { LEAST_OF_BARE, outcomeTable, profileTable, type TriggerOutcome } from './trigger-outcome';

const picture = 'bench-trigger.svg';

/** What the page tells of the trigger. */
export function triggerSection(result: Result<TriggerOutcome>): Section {
	const { outcome } = result;
	const [first] = outcome.loads;
	return {
		markdown: `## Taking results

Results are sent to the CallCow Trigger as fast as it answers, over 1 to ${Math.max(...outcome.loads.map(({ connections }) => connections))} connections, each the result of
another call of about 2 kB. It checks the secret, reads the payload, filters by outcome and remembers the call. The
bare trigger does nothing but pass the body on; it holds the same credential and does not read it. The core Webhook node
asks for the same header (Header Auth). For a node of version 1, as every new one is, n8n evaluates an expression more for
each request; the CallCow Trigger is therefore of version 1.1, and so is the bare trigger that it is compared with.

![Throughput of the CallCow Trigger, times that of the bare trigger](images/${picture})

${outcomeTable(outcome)}

${missedGoal(trigger, outcome)}### Where the time goes

${profileTable(outcome)}

Each column comes from an n8n of its own, at a time of its own, when the machine may have been slower: compare the parts
of one column, and the triggers in the table above. What n8n does for a request and its execution is nearly all of it. It
makes an isolate of V8 for the expressions of each webhook request, another one for those of the credential whenever a
credential is read, and one for the execution. For the Webhook node alone it leaves out the first
(\`webhookPhaseNeedsIsolate\` in n8n's live webhooks); the CallCow Trigger leaves out the second: a secret that has been
verified is not looked up again for ten seconds. [A setting of n8n](scaling.md#settings-of-n8n) lets it make an isolate
only when an expression is evaluated.

### How it was measured

- ${first?.ways[0]?.requestsPerSecond.length ?? 0} rounds; in each, every trigger had several short turns at every number of connections, in changing order, in
  the same n8n: this machine is faster at one moment than at the next. Ratios are made round by round; a number stands for
  the middle of all rounds, the least and the most in brackets.
- Before each turn came one request that was not counted, because after ten seconds the CallCow Trigger looks at the
  credential again. In a row that is one request in ten seconds; in the profile it is counted.
- A turn was over when each execution had ended; an answer other than 200 would have ended the bench. The load came
  from autocannon on the same machine.
- The processor time is that of all threads of n8n, the execution of the workflow (the trigger and one node that does
  nothing) and its storing included.
- For the profile each trigger had an n8n of its own, which took the same load. Time counts where it is spent: by the file
  of the function that was running. *Native code and system* is what has no file, the making of isolates included.

${whenAndWhere(result)}

\`npm run bench -- --only trigger\` measures it again.
`,
		pictures: [
			{
				file: picture,
				svg: ratioChart({
					axis: 'throughput, times that of the bare trigger',
					goal: { at: LEAST_OF_BARE, is: 'atLeast' },
					ratios: outcome.loads.map(({ connections, ways: [callCow, bare] }) => ({
						label: connectionsInWords(connections),
						ratio: throughputRatio(callCow!, bare!),
					})),
				}),
			},
		],
	};
}
