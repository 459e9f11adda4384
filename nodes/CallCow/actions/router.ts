import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isRunByAgent } from '../transport/n8nVersions';
import { operations } from './registry';

/** Carries out the operation that the user has chosen. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = operations[resource]?.[name];
	if (operation === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The operation "${name}" of "${resource}" is not known`,
			{ description: 'Choose Resource and Operation in the node again.' },
		);
	}
	return await operation.execute(context).catch((error: unknown) => {
		// Where n8n runs a tool this way (agents older than version 3), the model reads nothing of an
		// error that is thrown, and would take it that the call was placed.
		if (isRunByAgent(context) && context.getExecutionCancelSignal()?.aborted !== true) {
			return [[{ json: { error: (error as Error).message } }]];
		}
		throw error;
	});
}
