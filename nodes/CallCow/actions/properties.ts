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
			'This node makes real phone calls. Each time it runs, CallCow phones the person whose number it is given.',
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
				action: 'Place a call',
				builderHint: operationHints.place,
				description:
					'Phone somebody and go on at once. The result of the call comes to a CallCow Trigger or to a URL.',
			},
			{
				name: 'Place and Wait for Result',
				value: 'placeAndWait',
				action: 'Place a call and wait for its result',
				builderHint: operationHints.placeAndWait,
				description: 'Phone somebody and go on with what came of it, when the call has ended',
			},
			{
				name: 'Place with Workflow',
				value: 'placeWithWorkflow',
				action: 'Place a call with a workflow',
				builderHint: operationHints.placeWithWorkflow,
				description:
					'Phone somebody with a workflow made in CallCow. Results come to a CallCow Trigger for that workflow.',
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
				description: 'List the workflows that were made in CallCow',
			},
		],
		default: 'getAll',
	},
	...placeProperties,
	...placeAndWaitProperties,
	...placeWithWorkflowProperties,
	...getAllProperties,
];
