import type { INodeProperties } from 'n8n-workflow';
import { operations } from './registry';

/** The form of the CallCow node. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'This node makes real phone calls. Each time it runs, CallCow phones the person whose number it is given.',
		name: 'realCallNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Call', value: 'call' }],
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
				description:
					'Phone somebody and go on at once. The result of the call comes to a CallCow Trigger or to a URL.',
			},
			{
				name: 'Place and Wait for Result',
				value: 'placeAndWait',
				action: 'Place a call and wait for its result',
				description: 'Phone somebody and go on with what came of it, when the call has ended',
			},
		],
		default: 'place',
	},
	...Object.values(operations).flatMap((ofResource) =>
		Object.values(ofResource).flatMap((operation) => operation.properties),
	),
];
