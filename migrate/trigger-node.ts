import type { ExportedNode } from './exported';
import { leftOver, workflowChoice } from './parameters';
import type { Remarks } from './report';

/**
 * The parameters of the CallCow Trigger that does what an earlier Callcow Trigger did. Without Simplify it gives what
 * CallCow sends as it is, as the earlier one did, so that the expressions behind it go on working.
 */
export function triggerParameters(
	{ name, parameters = {} }: ExportedNode,
	remarks: Remarks,
): Record<string, unknown> {
	const { workflow_id, ...rest } = parameters;
	const note = remarks.of(name);
	note.changed(
		'is now the CallCow Trigger with the Source CallCow Workflow. Simplify is off, so that its fields keep their names',
	);
	leftOver(rest, note);
	return { source: 'workflow', workflowId: workflowChoice(workflow_id, note), simplify: false };
}
