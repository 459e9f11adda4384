import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { withoutEmptyItem } from './emptyItem';
import { errorItems } from './itemError';
import { operations } from './registry';
import { surfaceOf } from './surface';

/** Carries out the operation that the user has chosen. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = operations[resource]?.[name];
	if (operation === undefined) {
		const error = new NodeOperationError(
			context.getNode(),
			`The operation "${name}" of "${resource}" does not exist`,
			{ description: "Choose 'Resource' and 'Operation' again." },
		);
		if (!context.continueOnFail()) throw error;
		// n8n would pass on the input by the first output, as if each of its items had been called.
		return [errorItems(context, error, 'no')];
	}
	const outputs = await operation.execute(context).catch((error: unknown) => {
		const isCanceled = context.getExecutionCancelSignal()?.aborted === true;
		if (isCanceled || isThrown(context, error)) throw error;
		return [[{ json: { error: (error as Error).message } }]];
	});
	return withoutEmptyItem(context, outputs);
}

/** Whether the reader gets to know of an error that is thrown, and nothing is done again because of it. */
function isThrown(context: IExecuteFunctions, error: unknown): boolean {
	switch (surfaceOf(context)) {
		case 'execution':
		case 'outside':
			return true;
		case 'agent':
			// The model reads nothing of it, and would take it that the call was placed.
			return false;
		case 'mcp':
			// Thrown, it is marked as an error for the client. But Retry On Fail runs the node again then,
			// with nothing that tells the second run from another call: it may follow a refusal only.
			return context.getNode().retryOnFail !== true || error instanceof NodeOperationError;
	}
}
