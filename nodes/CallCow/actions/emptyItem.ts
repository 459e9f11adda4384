import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * Keeps n8n from adding an empty item beside these, in this run of the node.
 *
 * With Always Output Data, n8n before 3 adds one to the first output when there is nothing else on that, even if
 * another output has data: beside an error, beside a voicemail. Behind the first output stands what was placed, or who
 * has answered. An empty item belongs there only when all outputs are empty, which is left to n8n.
 */
export function withoutEmptyItem(
	context: IExecuteFunctions,
	outputs: INodeExecutionData[][],
): INodeExecutionData[][] {
	if (context.getNode().alwaysOutputData === true && outputs.some(({ length }) => length > 0)) {
		const executeData = context.getExecuteData();
		// The object belongs to the workflow, and other runs of the node have it too.
		executeData.node = { ...executeData.node, alwaysOutputData: false };
	}
	return outputs;
}
