import type { IDataObject } from 'n8n-workflow';

import type { Execution } from './rest-client';

/** The JSON of the items that a node gave on one of its outputs, of all its runs, in order; empty if it never ran. */
export function itemsOf(execution: Execution, nodeName: string, output = 0): IDataObject[] {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
}
