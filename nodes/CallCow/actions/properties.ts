import type { INodeProperties } from 'n8n-workflow';
import { operationHints } from './builderHints';
import { placeProperties } from './call/place.properties';
import { placeAndWaitProperties } from './call/placeAndWait.properties';
import { placeWithWorkflowProperties } from './call/placeWithWorkflow.properties';
import { getAllProperties } from './workflow/getAll.properties';

/** The form of the CallCow node. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'This node makes real phone calls. Each time it runs, CallCow calls the person at this number.',
		name: 'realCallNotice',
		type: 'notice',
		displayOptions: { show: { resource: ['call'] } },
		default: '',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Call', value: 'call' },
			{ name: 'Workflow', value: 'workflow' },
		],
		default: 'call',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['call'] } },
		options: [
			{
				name: 'Place',
				value: 'place',
				action: 'Place call',
				builderHint: operationHints.place,
				description:
					'Call someone and continue right away. The result of the call goes to a CallCow Trigger or a URL.',
			},
			{
				name: 'Place and Wait for Result',
				value: 'placeAndWait',
				action: 'Place call and wait for result',
				builderHint: operationHints.placeAndWait,
				description: 'Call someone and continue with the result when the call has ended',
			},
			{
				name: 'Place with Workflow',
				value: 'placeWithWorkflow',
				action: 'Place call with workflow',
				builderHint: operationHints.placeWithWorkflow,
				description:
					'Call someone with a CallCow workflow. The results go to a CallCow Trigger for that workflow.',
			},
		],
		default: 'place',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['workflow'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many workflows',
				description: 'Retrieve a list of CallCow workflows',
			},
		],
		default: 'getAll',
	},
	...placeProperties,
	...placeAndWaitProperties,
	...placeWithWorkflowProperties,
	...getAllProperties,
];
