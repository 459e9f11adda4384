import type { IExecuteFunctions } from 'n8n-workflow';
import { executionIdOf, isRunByAgent, parentNodeTypeOf } from '../transport/n8nVersions';
import { isTool } from './tool';

/** Who runs the node: decides whether anything can wait, and how an error gets to its reader. */
export type Surface =
	/** n8n's engine, in an execution, which can be put to wait. So it is under agents since version 3. */
	| 'execution'
	/** An agent older than that, or another node that runs its tools by itself. */
	| 'agent'
	/** The MCP Server Trigger: in no execution, or, on a worker, in one that has ended. */
	| 'mcp'
	/** n8n itself in no execution, as its own assistants run tools. */
	| 'outside';

export function surfaceOf(context: IExecuteFunctions): Surface {
	if (!isRunByAgent(context)) {
		return executionIdOf(context) === undefined ? 'outside' : 'execution';
	}
	const parentType = parentNodeTypeOf(context);
	const isMcp =
		parentType === undefined
			? executionIdOf(context) === undefined
			: parentType.endsWith('.mcpTrigger');
	return isMcp ? 'mcp' : 'agent';
}

/** Whether a model, or a program that has one, reads what the node says, and gets nothing but the message. */
export function isReadByModel(context: IExecuteFunctions): boolean {
	return isTool(context) || surfaceOf(context) === 'outside';
}
