import type { INode } from 'n8n-workflow';

/** Whether an AI agent uses the node: n8n gives the node's type another ending then. */
export function isTool(context: { getNode(): INode }): boolean {
	return context.getNode().type.endsWith('Tool');
}
