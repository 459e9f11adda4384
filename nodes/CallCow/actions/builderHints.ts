import { nodeHint, optionHint } from '../builderHint';

/**
 * What an assistant that builds workflows reads whenever n8n finds the node for it. Each word is paid for with every
 * search.
 */
export const builderHint = {
	...nodeHint(
		"Calls real people. Never run it to test a workflow; pin its output instead. To call one person and continue with the result: placeAndWait. To call a list and report once at the end: Loop Over Items (batchSize 1) → placeAndWait → back to the loop, report from its done output. To call a whole list at once: place, with a CallCow Trigger in the same published workflow that starts a separate chain for each result; do not connect the two. Ready-made in github.com/callcow/n8n-nodes-callcow: examples/call-everybody-then-report.json (all at once, one report), examples/campaign-from-a-table.json (a table, calling hours, retries). Set options that limit calls: callEachNumberAtMostOnce, callingHours, maximumCalls, maximumCallsPerDay; Allowed Countries is in the user's credential.",
	),
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-callcow.callCowTrigger',
			relationHint: 'Receives the results of place; put it beside this node, not after it',
		},
	],
};

/** The same for each operation; on the parameter Operation itself n8n refuses a hint. */
export const operationHints = {
	place: optionHint(
		'Places one call for each input item, all at once. The output says that the calls were placed, not how they ended. Leave resultDestination at auto and add a CallCow Trigger to the same workflow: once the workflow is published, each result starts it.',
	),
	placeAndWait: optionHint(
		'Takes one input item at a time: put Loop Over Items with batchSize 1 before it. Returns outcome (answered, voicemail, no_answer, busy, failed, canceled, timed_out, unknown), call_summary, and transcript. Needs no CallCow Trigger.',
	),
	placeWithWorkflow: optionHint(
		'Only for a CallCow workflow, which defines what the AI says. Its results go only to a CallCow Trigger with source workflow and the same workflowId. That trigger returns phone_number_to, but no reference.',
	),
};
