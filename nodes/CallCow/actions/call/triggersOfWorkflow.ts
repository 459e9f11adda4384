import type { IExecuteFunctions, INode } from 'n8n-workflow';

/**
 * The production URLs of the CallCow Triggers that stand in this workflow, for where n8n does not hand on
 * what they have registered: a worker gets no static data in an execution's first job, nor whether the
 * workflow is active (n8n 2.41). Empty unless a trigger has started the execution in production: then the
 * workflow is active, and its nodes are no draft.
 *
 * Put together as n8n does it (`getNodeWebhookPath` in n8n-workflow), from the address at which this
 * execution can be resumed. Names of n8n's endpoints other than the usual ones cannot be known here.
 */
export function triggerUrlsByNodes(context: IExecuteFunctions, resumeUrl: string): string[] {
	const [base, rest] = resumeUrl.split('/webhook-waiting/');
	if (base === undefined || rest === undefined) return [];
	if (!STARTED_IN_PRODUCTION.includes(context.getMode())) return [];
	const { id = '' } = context.getWorkflow();
	const type = context.getNode().type.replace(/callCow(Tool)?$/, 'callCowTrigger');
	return nodesOf(context)
		.filter((node) => node.type === type && node.disabled !== true)
		.filter(({ parameters }) => parameters?.source !== 'workflow')
		.map(({ webhookId, name }) =>
			webhookId === undefined
				? `${base}/webhook/${id}/${encodeURIComponent(name.toLowerCase())}/callcow`
				: `${base}/webhook/${webhookId}/callcow`,
		);
}

const STARTED_IN_PRODUCTION: readonly string[] = ['webhook', 'trigger'];

/** n8n has them beside its context, in all versions known, but does not promise them in its types. */
function nodesOf(context: object): INode[] {
	const { workflow } = context as { workflow?: { nodes?: Record<string, INode> } };
	return Object.values(workflow?.nodes ?? {});
}
