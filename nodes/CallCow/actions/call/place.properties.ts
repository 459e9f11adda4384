import type { INodeProperties } from 'n8n-workflow';
import {
	optionsField,
	promptFields,
	recipientPhoneFields,
	referenceOption,
	shownFor,
	toolDescriptionField,
} from './fields';

const resultDestinationFields: INodeProperties[] = [
	{
		displayName: 'Send Result To',
		name: 'resultDestination',
		type: 'options',
		options: [
			{
				name: 'CallCow Trigger of This Workflow',
				value: 'auto',
				description:
					'The trigger that starts this workflow when a call has ended. The workflow has to be active (in n8n 2: published).',
			},
			{
				name: 'Nowhere',
				value: 'none',
				description: 'The call is placed and its result is not asked for',
			},
			{
				name: 'URL',
				value: 'url',
				description: 'A CallCow Trigger of another workflow, or any other receiver',
			},
		],
		default: 'auto',
		description: 'Where CallCow delivers what came of the call',
	},
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		required: true,
		displayOptions: { show: { resultDestination: ['url'] } },
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		description:
			'A public HTTPS address. For a CallCow Trigger of another workflow, copy its Production URL. The receiver also gets the callback secret of the credential.',
	},
];

/** What Place asks for. */
export const placeProperties = shownFor('call', 'place', [
	toolDescriptionField('The call is placed at once, and what comes of it is not told to you.'),
	...promptFields,
	...recipientPhoneFields,
	...resultDestinationFields,
	optionsField(referenceOption),
]);
