import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { TRIGGER_PATH } from '../../domain/resultUrl';

/**
 * The production URLs of the CallCow Triggers that stand in this workflow, for where n8n does not hand on
 * what they have registered: a worker gets no static data in an execution's first job, nor whether the
 * workflow is active (n8n 2.41). When a trigger has started the execution in production, the workflow is active and
 * its nodes are no draft; of one that was started by hand nobody knows (`isStartedByHand`). Empty for all others.
 *
 * Put together as n8n does it (`getNodeWebhookPath` in n8n-workflow).
 */
export function triggerUrlsByNodes(
	context: IExecuteFunctions,
	webhookBase: string | undefined,
): string[] {
	if (webhookBase === undefined) return [];
	const isInProduction = STARTED_IN_PRODUCTION.includes(context.getMode());
	if (!isInProduction && !isStartedByHand(context)) return [];
	const { id = '' } = context.getWorkflow();
	const type = context.getNode().type.replace(/callCow(Tool)?$/, 'callCowTrigger');
	return nodesOf(context)
		.filter((node) => node.type === type && node.disabled !== true)
		.filter(({ parameters }) => parameters?.source !== 'workflow')
		.map(({ webhookId, name }) =>
			webhookId === undefined
				? `${webhookBase}/${id}/${encodeURIComponent(name.toLowerCase())}/${TRIGGER_PATH}`
				: `${webhookBase}/${webhookId}/${TRIGGER_PATH}`,
		);
}

/** n8n 3 runs these on workers too, wherever it has workers. */
export function isStartedByHand(context: IExecuteFunctions): boolean {
	return context.getMode() === 'manual';
}

const STARTED_IN_PRODUCTION: readonly string[] = ['webhook', 'trigger'];

/** n8n has them beside its context, in all versions known, but does not promise them in its types. */
function nodesOf(context: object): INode[] {
	const { workflow } = context as { workflow?: { nodes?: Record<string, INode> } };
	return Object.values(workflow?.nodes ?? {});
}
