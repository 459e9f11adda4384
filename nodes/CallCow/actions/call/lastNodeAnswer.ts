import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether a node in front of this one, a Webhook or a Form Trigger, answers when the last node finishes.
 * n8n takes an execution that is put to wait for finished then, and answers with what stands there.
 */
export function isAnsweredWithLastNode(context: IExecuteFunctions): boolean {
	return context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.some(({ parameters, disabled }) => !disabled && parameters?.responseMode === 'lastNode');
}
