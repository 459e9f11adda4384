import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { listSearch } from './workflowChoice';

/** How both nodes let the user choose a workflow that was made in CallCow: from a list, or by ID. */
export const workflowLocator = (description: string): INodeProperties => ({
	displayName: 'Workflow',
	name: 'workflowId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a workflow…',
			typeOptions: { searchListMethod: 'searchWorkflows', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21',
		},
	],
	description,
});

/** The search that the list names. Both nodes have it, and load it with the rest of their work (ADR 19). */
export const workflowSearch = (
	loadWork: () => Promise<{ readonly listSearch: typeof listSearch }>,
) => ({
	async searchWorkflows(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const work = await loadWork();
		return await work.listSearch.searchWorkflows.call(this, filter);
	},
});
