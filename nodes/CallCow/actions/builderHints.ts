import { nodeHint, optionHint } from '../builderHint';

/**
 * What an assistant that builds workflows reads whenever n8n finds the node for it. Each word is paid for with every
 * search.
 */
export const builderHint = {
	...nodeHint(
		"Phones real people: never run it to try a workflow, pin its output instead. One person, then on with the result: placeAndWait. A list with one report at the end: Loop Over Items (batchSize 1) → placeAndWait → back to the loop, report from its done output. A list called all at once: place, with a CallCow Trigger in the same published workflow that starts a chain of its own for each result; the two are not connected. Ready-made in github.com/callcow/n8n-nodes-callcow: examples/call-everybody-then-report.json (all at once, one report), examples/campaign-from-a-table.json (a table, hours, further tries). Set options that limit calls: callEachNumberAtMostOnce, callingHours, maximumCalls, maximumCallsPerDay; Allowed Countries is in the user's credential.",
	),
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-callcow.callCowTrigger',
			relationHint: 'Gets the results of place; stands beside this node, not behind it',
		},
	],
};

/** The same for each operation; on the parameter Operation itself n8n refuses a hint. */
export const operationHints = {
	place: optionHint(
		'One call for each input item, all at once; the output says that calls were placed, not how they ended. Leave resultDestination at auto and put a CallCow Trigger into the same workflow: each result starts it, once the workflow is published.',
	),
	placeAndWait: optionHint(
		'Takes one input item at a time and refuses more: Loop Over Items with batchSize 1 in front. Gives outcome (answered, voicemail, no_answer, busy, failed, canceled, timed_out, unknown), call_summary and transcript. Needs no CallCow Trigger.',
	),
	placeWithWorkflow: optionHint(
		'Only for a workflow made in CallCow, which holds what the AI says. Its results come to a CallCow Trigger with source workflow and the same workflowId, nowhere else; that one says phone_number_to, no reference.',
	),
};
