import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { wholeNumber } from '../../domain/parameters';
import { listWorkflows } from '../../transport/workflows';
import { asNodeError, errorItem, forItsReader } from '../itemError';
import type { NodeOperation } from '../operation';
import { readParameter } from '../parameter';

/** Lists the workflows that were made in CallCow: for each input item all, or the first so many. */
export const getAll: NodeOperation = {
	async execute(context) {
		const output: INodeExecutionData[] = [];
		// No parameter changes what CallCow lists: one request for all items.
		let listed: ReturnType<typeof listWorkflows> | undefined;
		for (const itemIndex of context.getInputData().keys()) {
			try {
				const limit =
					context.getNodeParameter('returnAll', itemIndex, false) === true
						? Infinity
						: readParameter(
								context,
								itemIndex,
								'limit',
								'Limit',
								wholeNumber(1, Number.MAX_SAFE_INTEGER),
								'Enter a number, or turn on Return All.',
							);
				listed ??= listWorkflows(context);
				const workflows = (await listed).slice(0, limit);
				output.push(
					...workflows.map((workflow) => ({
						json: workflow as IDataObject,
						pairedItem: { item: itemIndex },
					})),
				);
			} catch (error) {
				const told = forItsReader(context, asNodeError(context, error, itemIndex));
				if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw told;
				output.push(errorItem(context, told, itemIndex));
			}
		}
		return [output];
	},
};
