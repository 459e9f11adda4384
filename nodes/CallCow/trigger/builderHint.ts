import { nodeHint } from '../builderHint';

/** What an assistant that builds workflows reads whenever n8n finds the trigger for it. */
export const builderHint = {
	...nodeHint(
		'Connect nothing to it, not the CallCow node either: it starts a chain of its own, one execution for each call that has ended, with outcome, call_summary, transcript and the reference that the CallCow node gave (options.reference). It gets the calls of operation place in the same workflow, once that is published; placeAndWait needs no trigger. To go on once when all results of a list are in: examples/call-everybody-then-report.json in github.com/callcow/n8n-nodes-callcow.',
	),
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-callcow.callCow',
			relationHint: 'Places the calls whose results start this trigger',
		},
	],
};
