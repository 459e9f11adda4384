import type { INodeProperties } from 'n8n-workflow';
import { workflowLocator } from '../workflowLocator';

/** The form of the CallCow Trigger. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'Results of calls placed by the CallCow node of this workflow arrive here once the workflow is active (in n8n 2: published). For calls of other workflows, copy the Production URL into Callback URL there.',
		name: 'productionUrlNotice',
		type: 'notice',
		displayOptions: { show: { source: ['placedCalls'] } },
		default: '',
	},
	{
		displayName:
			'Every call of the CallCow workflow starts this one once it is active (in n8n 2: published): CallCow is then told to deliver here, and told to stop when it is deactivated.',
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
				description: 'Calls that a CallCow node has placed with this trigger as the destination',
			},
			{
				name: 'CallCow Workflow',
				value: 'workflow',
				description:
					'Every call of one workflow made in CallCow: those of Place with Workflow, and those that are started in CallCow',
			},
		],
		default: 'placedCalls',
		description: 'Which calls start this workflow when they have ended',
	},
	{
		...workflowLocator('The workflow, made in CallCow, whose calls start this one'),
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
				description: 'CallCow sent a status that this node does not know',
			},
			{ name: 'Voicemail', value: 'voicemail' },
		],
		default: [],
		description: 'Which outcomes start the workflow',
		hint: 'Leave empty for every outcome',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'Callback Secret',
				value: 'callbackSecret',
				description: 'Only results that carry the secret of the credential start the workflow',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Anybody who knows the URL can start the workflow. Protect it otherwise.',
			},
		],
		default: 'callbackSecret',
		description: 'How it is made sure that a result comes from CallCow',
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
					'Whether to start the workflow only once if the result of a call arrives again within ten minutes. A result that says more than the first one, such as a summary that was missing, starts it all the same.',
			},
			{
				displayName: 'Split Form Fills',
				name: 'splitFormFills',
				type: 'boolean',
				default: false,
				description:
					'Whether to return one item for each entry of the form fills, as form_fill, with the fields of the call beside it',
			},
		],
	},
];
