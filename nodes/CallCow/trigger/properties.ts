import type { INodeProperties } from 'n8n-workflow';
import { workflowLocator } from '../workflowLocator';

/** The form of the CallCow Trigger. */
export const properties: INodeProperties[] = [
	{
		displayName:
			"Results of calls placed by the CallCow node in this workflow arrive here once the workflow is published (before n8n 2: active). For calls from other workflows, copy the Production URL into 'Callback URL' there.",
		name: 'productionUrlNotice',
		type: 'notice',
		displayOptions: { show: { source: ['placedCalls'] } },
		default: '',
	},
	{
		displayName:
			'Every call of the CallCow workflow starts this workflow once it is published (before n8n 2: active). n8n then tells CallCow to deliver results here, and to stop when you unpublish it.',
		name: 'registrationNotice',
		type: 'notice',
		displayOptions: { show: { source: ['workflow'] } },
		default: '',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{
				name: 'Placed Calls',
				value: 'placedCalls',
				description: 'Calls that a CallCow node placed with this trigger as the destination',
			},
			{
				name: 'CallCow Workflow',
				value: 'workflow',
				description:
					'Every call of one CallCow workflow, whether started by Place with Workflow or in CallCow',
			},
		],
		default: 'placedCalls',
		description: 'Which calls start this workflow when they end',
	},
	{
		...workflowLocator('The CallCow workflow whose calls start this workflow'),
		displayOptions: { show: { source: ['workflow'] } },
	},
	{
		displayName: 'Outcomes',
		name: 'outcomes',
		type: 'multiOptions',
		options: [
			{ name: 'Answered', value: 'answered' },
			{ name: 'Busy', value: 'busy' },
			{ name: 'Canceled', value: 'canceled' },
			{
				name: 'Failed',
				value: 'failed',
				description: 'The number does not exist or the carrier could not connect',
			},
			{ name: 'No Answer', value: 'no_answer' },
			{
				name: 'Unknown',
				value: 'unknown',
				description: 'CallCow sent a status that this node does not recognize',
			},
			{ name: 'Voicemail', value: 'voicemail' },
		],
		default: [],
		description: 'Which outcomes start the workflow',
		hint: 'Leave empty for all outcomes',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'Callback Secret',
				value: 'callbackSecret',
				description: 'Only results that carry the secret of the credential can start the workflow',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Anyone who knows the URL can start the workflow. Protect it in another way.',
			},
		],
		default: 'callbackSecret',
		description: 'How to verify that a result comes from CallCow',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ignore Duplicates',
				name: 'ignoreDuplicates',
				type: 'boolean',
				default: true,
				description:
					'Whether to start the workflow only once if the result of a call arrives again within ten minutes. A result with more information than the first one, such as a summary that was missing, still starts it.',
			},
			{
				displayName: 'Split Form Fills',
				name: 'splitFormFills',
				type: 'boolean',
				default: false,
				description:
					'Whether to return one item for each form fill, as form_fill, together with the fields of the call',
			},
		],
	},
];
