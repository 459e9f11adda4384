import type { INodeProperties } from 'n8n-workflow';

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
