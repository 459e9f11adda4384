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
		markdown: `## Receiving results

The benchmark sends results to the CallCow Trigger as fast as it answers, over 1 to ${Math.max(...outcome.loads.map(({ connections }) => connections))} connections. Each result is about
2 kB and belongs to a different call. The CallCow Trigger checks the secret, reads the payload, filters by outcome, and
remembers the call. The *bare trigger* only passes the body on: it has the same credential but doesn't read it. n8n's
core Webhook node requires the same header (Header Auth). For a node of version 1, the version of every new node, n8n
evaluates one more expression for each request. That's why the CallCow Trigger has version 1.1, and so does the bare
trigger that it's compared with.

![Throughput of the CallCow Trigger relative to the bare trigger](images/${picture})

${outcomeTable(outcome)}

${missedGoal(trigger, outcome)}### Where the time goes

${profileTable(outcome)}

Each column was measured in its own n8n and at a different time, when the machine may have been slower. Compare the parts
within one column here, and compare the triggers in the table above. Nearly all of the time is what n8n does for a request
and its execution. n8n creates one V8 isolate for the expressions of each webhook request, another one for those of the
credential whenever a credential is read, and one for the execution. n8n skips the first isolate only for the Webhook node
(\`webhookPhaseNeedsIsolate\` in n8n's live webhooks). The CallCow Trigger skips the second: it doesn't look up a verified
secret again for ten seconds. With [a setting of n8n](scaling.md#settings-of-n8n), n8n creates an isolate only when it
evaluates an expression.

### How it was measured

- There were ${first?.ways[0]?.requestsPerSecond.length ?? 0} rounds. In each, every trigger had several short turns with each number of connections, in changing order,
  in the same n8n, because the speed of this machine varies from one moment to the next. Ratios are calculated for each
  round. Each value is the median of all rounds, with the minimum and maximum in parentheses.
- Each turn started with one request that wasn't counted, because the CallCow Trigger reads the credential again after ten
  seconds. Without pauses, that's one request every ten seconds. The profile counts it.
- A turn ended when every execution had ended. Any answer other than 200 would have stopped the benchmark. The load came
  from autocannon on the same machine.
- The processor time is that of all threads of n8n. It includes the execution of the workflow (the trigger and one node
  that does nothing) and saving it.
- For the profile, each trigger had its own n8n, under the same load. Time counts toward the file of the function that was
  running. *Native code and system* is the time that belongs to no file, including the creation of isolates.

${whenAndWhere(result)}

To repeat this measurement, run \`npm run bench -- --only trigger\`.
`,
		pictures: [
			{
				file: picture,
				svg: ratioChart({
					axis: 'throughput relative to the bare trigger',
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
