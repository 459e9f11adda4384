import { nodeHint } from '../builderHint';

/** What an assistant that builds workflows reads whenever n8n finds the trigger for it. */
export const builderHint = {
	...nodeHint(
		'Connect nothing to its input, not even the CallCow node. It starts its own chain, one execution for each call that ends, with outcome, call_summary, transcript, and the reference from the CallCow node (options.reference). It receives the calls of operation place in the same workflow, once that workflow is published; placeAndWait needs no trigger. To continue once, when all results of a list are in: examples/call-everybody-then-report.json in github.com/callcow/n8n-nodes-callcow.',
	),
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-callcow.callCow',
			relationHint: 'Places the calls whose results start this trigger',
		},
	],
};
